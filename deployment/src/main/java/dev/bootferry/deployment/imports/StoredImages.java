package dev.bootferry.deployment.imports;

import dev.bootferry.core.Digest;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.deployment.objects.Checksum;
import dev.bootferry.deployment.objects.CommitObject;
import dev.bootferry.deployment.objects.ObjectStore;
import dev.bootferry.deployment.objects.ObjectType;
import dev.bootferry.deployment.objects.Refs;
import dev.bootferry.deployment.sysroot.Sysroot;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a repository already has of images. */
public final class StoredImages {
  private final Sysroot sysroot;
  private final Map<String, Checksum> layers;
  private final List<StoredImage> images = new ArrayList<>();

  private StoredImages(Sysroot sysroot, Map<String, Checksum> layers) {
    this.sysroot = sysroot;
    this.layers = layers;
  }

  /**
   * An image that was imported.
   *
   * @param metadata what its commit says of the image
   */
  public record StoredImage(String ref, Checksum commit, CommitMetadata metadata) {}

  /** Reads the refs, and the metadata of every image. Commits that are not whole do not count. */
  public static StoredImages read(Sysroot sysroot) throws IOException {
    Refs refs = sysroot.refs();
    ObjectStore objects = sysroot.objects();
    StoredImages stored = new StoredImages(sysroot, new HashMap<>());
    for (Map.Entry<String, Checksum> ref : refs.list(ContainerRefs.LAYERS).entrySet()) {
      if (stored.isWhole(ref.getValue())) {
        stored.layers.put(ref.getKey(), ref.getValue());
      }
    }
    for (Map.Entry<String, Checksum> ref : refs.list(ContainerRefs.IMAGES).entrySet()) {
      if (stored.isWhole(ref.getValue())) {
        CommitObject commit = objects.commit(ref.getValue());
        metadata(commit)
            .ifPresent(m -> stored.images.add(new StoredImage(ref.getKey(), ref.getValue(), m)));
      }
    }
    return stored;
  }

  public List<StoredImage> images() {
    return List.copyOf(images);
  }

  /** The commit of a layer, by its ref. */
  public Optional<Checksum> layer(String ref) {
    return Optional.ofNullable(layers.get(ref));
  }

  /** The commit of any layer whose uncompressed content has this digest. */
  public Optional<Checksum> layerByDiffId(Digest diffId) {
    for (StoredImage image : images) {
      int index = image.metadata().config().diffIds().indexOf(diffId);
      if (index >= 0 && index < image.metadata().layers().size()) {
        Optional<Checksum> commit =
            layer(ContainerRefs.layer(image.metadata().layers().get(index).digest()));
        if (commit.isPresent()) {
          return commit;
        }
      }
    }
    return Optional.empty();
  }

  private boolean isWhole(Checksum commit) {
    return sysroot.objects().has(ObjectType.COMMIT, commit)
        && !Files.exists(
            sysroot.repository().resolve("state").resolve(commit.hex() + ".commitpartial"));
  }

  /** Images of another make, or damaged ones, are not ours to judge: they are never reused. */
  private static Optional<CommitMetadata> metadata(CommitObject commit) {
    try {
      return CommitMetadata.of(commit);
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }
}
