package dev.bootferry.deployment.bound;

import dev.bootferry.core.Digest;
import dev.bootferry.core.io.BoundedInputStream;
import dev.bootferry.core.io.ByteCounter;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.source.BlobSource;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Set;

/**
 * Writes one image as a folder of skopeo's transport {@code dir:} (containers-transports(5)).
 * Unlike an OCI layout it takes manifests of every kind as the bytes they are, so that each digest
 * by which a unit may name the image stays.
 */
final class ImageFolder {
  private static final String VERSION = "Directory Transport Version: 1.1\n";

  private ImageFolder() {}

  /**
   * Writes and verifies every blob.
   *
   * @param counter told of bytes written
   * @throws dev.bootferry.core.problem.ProblemException {@code blob-digest-mismatch}, {@code
   *     blob-size-mismatch}
   */
  static void write(Path folder, SetImage image, BlobSource blobs, ByteCounter counter)
      throws IOException {
    Files.writeString(folder.resolve("version"), VERSION);
    Files.write(folder.resolve("manifest.json"), image.top().bytes());
    if (!image.top().digest().equals(image.manifest().raw().digest())) {
      Files.write(
          folder.resolve(image.manifest().raw().digest().hex() + ".manifest.json"),
          image.manifest().raw().bytes());
    }
    blob(folder, image, blobs, image.manifest().config(), counter);
    Set<Digest> written = new HashSet<>();
    for (Descriptor layer : image.manifest().layers()) {
      if (written.add(layer.digest())) {
        blob(folder, image, blobs, layer, counter);
      }
    }
  }

  private static void blob(
      Path folder, SetImage image, BlobSource blobs, Descriptor descriptor, ByteCounter counter)
      throws IOException {
    MessageDigest computation = descriptor.digest().newComputation();
    try (InputStream in = blobs.blob(descriptor);
        OutputStream out = Files.newOutputStream(folder.resolve(descriptor.digest().hex()))) {
      InputStream exact = new BoundedInputStream(in, descriptor.size());
      byte[] buffer = new byte[1 << 16];
      for (int read = exact.read(buffer); read >= 0; read = exact.read(buffer)) {
        computation.update(buffer, 0, read);
        out.write(buffer, 0, read);
        counter.moved(read);
      }
      if (in.read() >= 0) {
        throw mismatch(ImagesProblem.BLOB_SIZE_MISMATCH, image, descriptor, "it is longer");
      }
    } catch (EOFException e) {
      throw mismatch(ImagesProblem.BLOB_SIZE_MISMATCH, image, descriptor, "it is shorter");
    }
    if (!descriptor.digest().matches(computation.digest())) {
      throw mismatch(
          ImagesProblem.BLOB_DIGEST_MISMATCH, image, descriptor, "its digest is another");
    }
  }

  private static RuntimeException mismatch(
      ImagesProblem code, SetImage image, Descriptor descriptor, String why) {
    return new Problem(
            code,
            "read " + descriptor.digest() + " of " + image.reference(),
            why + " than the manifest says",
            "The source is damaged: fetch or mirror it again.")
        .exception();
  }
}
