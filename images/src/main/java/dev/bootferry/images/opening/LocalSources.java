package dev.bootferry.images.opening;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.reference.SourceReference;
import dev.bootferry.images.reference.SourceReference.Bundle;
import dev.bootferry.images.reference.SourceReference.Docker;
import dev.bootferry.images.reference.SourceReference.OciArchive;
import dev.bootferry.images.reference.SourceReference.OciLayout;
import dev.bootferry.images.source.ImageSource;
import dev.bootferry.images.source.layout.LayoutSource;
import dev.bootferry.images.storage.ContainersStorage;
import dev.bootferry.images.storage.StorageConfiguration;
import dev.bootferry.images.storage.StorageSource;
import dev.bootferry.images.storage.StoredImage;
import java.io.IOException;
import java.util.Optional;

/** Opens every kind of place that needs no network. */
public final class LocalSources implements SourceOpener {
  private final StorageConfiguration hostStorage;

  /**
   * Reads nothing yet.
   *
   * @param hostStorage the storage that a reference without one of its own means
   */
  public LocalSources(StorageConfiguration hostStorage) {
    this.hostStorage = hostStorage;
  }

  @Override
  public ImageSource open(SourceReference reference) throws IOException {
    return switch (reference) {
      case OciLayout layout -> LayoutSource.open(layout);
      case OciArchive archive -> LayoutSource.open(archive);
      case SourceReference.ContainersStorage stored -> stored(stored);
      case Docker docker ->
          throw refused(
              docker,
              "it is in a registry, and this works without a network",
              "Make a bundle of it with 'bootferry mirror create --base " + docker.text() + "'.");
      case Bundle bundle ->
          throw refused(
              bundle,
              "a bundle is a set of images, not one",
              "Name one image of it: oci-archive:" + bundle.path() + ":NAME.");
    };
  }

  private ImageSource stored(SourceReference.ContainersStorage reference) throws IOException {
    ContainersStorage storage =
        new ContainersStorage(reference.store().map(StorageConfiguration::of).orElse(hostStorage));
    Optional<StoredImage> image =
        reference.id().isPresent()
            ? storage.findById(reference.id().get())
            : storage.find(reference.image().orElseThrow());
    if (image.isEmpty()) {
      throw new Problem(
              ImagesProblem.REFERENCE_UNKNOWN,
              "open " + reference.text(),
              "the container storage " + storage.name() + " has no such image",
              "'podman images --digests' lists what it has; as root and as a user these are"
                  + " different storages.")
          .exception();
    }
    return StorageSource.open(storage, image.get(), reference.text());
  }

  private static RuntimeException refused(SourceReference reference, String why, String fix) {
    return new Problem(ImagesProblem.SOURCE_INVALID, "open " + reference.text(), why, fix)
        .exception();
  }
}
