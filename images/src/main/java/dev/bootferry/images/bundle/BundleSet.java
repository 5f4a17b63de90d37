package dev.bootferry.images.bundle;

import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.ImageConfig;
import dev.bootferry.images.set.ImageSet;
import dev.bootferry.images.set.OpenSet;
import dev.bootferry.images.set.Role;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.source.BlobSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The image set of a bundle. Blobs are read where they lie, nothing is unpacked. */
public final class BundleSet implements OpenSet {
  /** As large as a configuration may be; real ones have some kilobytes. */
  static final int MAX_CONFIG = 8 << 20;

  private final BundleReader reader;
  private final ImageSet set;
  private final BlobSource blobs = new Blobs();

  private BundleSet(BundleReader reader) throws IOException {
    this.reader = reader;
    List<SetImage> images = new ArrayList<>();
    for (Descriptor descriptor : reader.images()) {
      images.add(image(reader, descriptor));
    }
    List<SetImage> bases = images.stream().filter(i -> i.role() == Role.BASE).toList();
    if (bases.size() != 1) {
      throw ImageDocuments.invalid(
          reader, "its index.json names " + bases.size() + " base images, not one");
    }
    images.removeAll(bases);
    this.set = new ImageSet(bases.getFirst(), images);
  }

  /**
   * Opens a bundle and reads its documents; blobs are not checked.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code source-not-found}, {@code
   *     bundle-invalid}, {@code blob-missing}, {@code blob-digest-mismatch}, {@code
   *     blob-size-mismatch}, {@code manifest-invalid}, {@code config-invalid}
   */
  public static BundleSet open(Path path) throws IOException {
    BundleReader reader = BundleReader.open(path);
    try {
      return new BundleSet(reader);
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /**
   * The image that a descriptor of index.json stands for.
   *
   * @throws dev.bootferry.core.problem.ProblemException as {@link #open}
   */
  static SetImage image(BundleReader reader, Descriptor descriptor) throws IOException {
    ImageDocuments documents = ImageDocuments.read(reader, descriptor);
    byte[] config = reader.bytes(documents.manifest().config(), MAX_CONFIG);
    return new SetImage(
        documents.role(),
        documents.reference(),
        documents.top(),
        documents.manifest(),
        ImageConfig.parse(config, documents.reference() + " in " + reader.name()),
        documents.platform(),
        documents.pulledAs());
  }

  @Override
  public String name() {
    return reader.name();
  }

  public BundleReader reader() {
    return reader;
  }

  @Override
  public ImageSet set() {
    return set;
  }

  @Override
  public BlobSource blobs(SetImage image) {
    return blobs;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private final class Blobs implements BlobSource {
    @Override
    public InputStream blob(Descriptor descriptor, long offset) throws IOException {
      return reader.blob(descriptor).open(offset);
    }
  }
}
