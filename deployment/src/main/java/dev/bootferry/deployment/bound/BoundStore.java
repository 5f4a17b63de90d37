package dev.bootferry.deployment.bound;

import dev.bootferry.core.Digest;
import dev.bootferry.core.io.ByteCounter;
import dev.bootferry.core.io.HashingInputStream;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.deployment.DeploymentProblem;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.ImageConfig;
import dev.bootferry.images.model.MediaTypes;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.storage.ContainersStorage;
import dev.bootferry.images.storage.StorageConfiguration;
import dev.bootferry.images.storage.StorageSource;
import dev.bootferry.images.storage.StoredImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One store of bound images, read.
 *
 * @param path the store's folder, which holds {@code overlay-images}
 */
public record BoundStore(Path path) {
  /** The store of a deployment with this location, below a physical root. */
  public static BoundStore at(StoreLocation location, Path root) {
    return new BoundStore(location.below(root));
  }

  public boolean exists() {
    return Files.isDirectory(path);
  }

  /** All images in it. */
  public List<StoredImage> images() throws IOException {
    return exists() ? storage().images() : List.of();
  }

  /** The image that has exactly this among its names. */
  public Optional<StoredImage> named(String name) throws IOException {
    return images().stream().filter(i -> i.names().contains(name)).findFirst();
  }

  /**
   * Whether the image is there under the name that its unit uses, as far as the store's index says.
   */
  public boolean holds(SetImage image) throws IOException {
    return named(image.reference()).filter(i -> i.id().equals(id(image))).isPresent();
  }

  /**
   * Reads an image back whole and compares: its configuration, and every layer as the tar that it
   * came as.
   *
   * @param counter told of uncompressed bytes
   * @throws dev.bootferry.core.problem.ProblemException {@code bound-image-wrong}, {@code
   *     storage-invalid}
   */
  public void verify(SetImage image, ByteCounter counter) throws IOException {
    StoredImage stored =
        named(image.reference()).orElseThrow(() -> wrong(image, "no image has this name"));
    if (!stored.id().equals(id(image))) {
      throw wrong(image, "the name stands for the image with the configuration " + stored.id());
    }
    StorageSource source = StorageSource.open(storage(), stored, path + ": " + image.reference());
    byte[] config;
    try (var in = source.blob(new Descriptor(MediaTypes.OCI_CONFIG, digest(image), 0))) {
      config = in.readAllBytes();
    }
    if (!digest(image).equals(Digest.sha256(config))) {
      throw wrong(image, "its configuration is damaged");
    }
    for (Digest diffId : ImageConfig.parse(config, image.reference()).diffIds()) {
      verifyLayer(image, source, diffId, counter);
    }
  }

  private void verifyLayer(SetImage image, StorageSource source, Digest diffId, ByteCounter counter)
      throws IOException {
    try (HashingInputStream tar =
        new HashingInputStream(source.blob(new Descriptor(MediaTypes.OCI_LAYER, diffId, 0)))) {
      byte[] buffer = new byte[1 << 16];
      for (int read = tar.read(buffer); read >= 0; read = tar.read(buffer)) {
        counter.moved(read);
      }
      if (!diffId.matches(tar.finish())) {
        throw wrong(image, "its layer " + diffId + " reads back as something else");
      }
    } catch (IOException e) {
      throw new Problem(
              DeploymentProblem.BOUND_IMAGE_WRONG,
              "read back layer " + diffId + " of " + image.reference() + " from " + path,
              String.valueOf(e.getMessage()),
              "Check the disk, and run the command again.")
          .exception(e);
    }
  }

  /**
   * The id under which a container storage keeps an image: the hex of its configuration's digest.
   */
  static String id(SetImage image) {
    return digest(image).hex();
  }

  private static Digest digest(SetImage image) {
    return image.manifest().config().digest();
  }

  private ContainersStorage storage() {
    return new ContainersStorage(new StorageConfiguration(Optional.of("overlay"), path, List.of()));
  }

  private RuntimeException wrong(SetImage image, String why) {
    return new Problem(
            DeploymentProblem.BOUND_IMAGE_WRONG,
            "find the bound image " + image.reference() + " in " + path,
            why,
            "Run the command again; if it fails in the same way, check the disk.")
        .exception();
  }
}
