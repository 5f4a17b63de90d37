package dev.bootferry.images.source.layout;

import dev.bootferry.core.Digest;
import dev.bootferry.core.data.Json;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.layout.LayoutFile;
import dev.bootferry.images.layout.LayoutFiles;
import dev.bootferry.images.layout.LayoutPaths;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.MediaTypes;
import dev.bootferry.images.model.RawManifest;
import dev.bootferry.images.reference.SourceReference.OciArchive;
import dev.bootferry.images.reference.SourceReference.OciLayout;
import dev.bootferry.images.source.ImageSource;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * One image of an OCI image layout (OCI image specification 1.1, "Image Layout"). Manifests and
 * indexes are checked by size and digest when they are read; blobs are handed out as they lie
 * there.
 *
 * <p>A bundle is a layout too. Where it names a stand-in, because tools refuse Docker's schema 2
 * there, the image's own document is given out: an image keeps its digest on every way through.
 */
public final class LayoutSource implements ImageSource {
  /** An index of a thousand images has some 600 KB. */
  private static final int MAX_INDEX = 16 << 20;

  // What bundles note beside an image; docs/bundle-format.md specifies them.
  private static final String RESOLVED_DIGEST = "dev.bootferry.resolved-digest";
  private static final String PULLED_AS = "dev.bootferry.pulled-as";

  private final String name;
  private final LayoutFiles files;
  private final Descriptor image;

  private LayoutSource(String name, LayoutFiles files, Descriptor image) {
    this.name = name;
    this.files = files;
    this.image = image;
  }

  /**
   * Opens a folder.
   *
   * @throws ProblemException {@code source-not-found}, {@code source-invalid}, {@code
   *     reference-unknown}
   */
  public static LayoutSource open(OciLayout reference) throws IOException {
    return open(
        LayoutOpening.folder(reference.path(), reference.text()),
        reference.text(),
        reference.ref());
  }

  /**
   * Opens a tar and finds its entries; nothing is unpacked.
   *
   * @throws ProblemException {@code source-not-found}, {@code source-invalid} also for a compressed
   *     or cut off tar, {@code reference-unknown}
   */
  public static LayoutSource open(OciArchive reference) throws IOException {
    return open(
        LayoutOpening.archive(reference.path(), reference.text()),
        reference.text(),
        reference.ref());
  }

  private static LayoutSource open(LayoutFiles files, String name, Optional<String> ref)
      throws IOException {
    try {
      byte[] index = LayoutOpening.index(files, name).read(MAX_INDEX);
      return new LayoutSource(name, files, LayoutIndex.parse(name, index).choose(ref));
    } catch (IOException | RuntimeException e) {
      files.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public RawManifest top() throws IOException {
    Optional<Digest> resolved =
        Optional.ofNullable(image.annotations().get(RESOLVED_DIGEST))
            .flatMap(Digest::tryParse)
            .filter(d -> !d.equals(image.digest()));
    if (resolved.isPresent()) {
      Optional<LayoutFile> file = files.file(LayoutPaths.blob(resolved.get()));
      if (file.isPresent()) {
        return standsFor(resolved.get(), file.get());
      }
    }
    return manifest(image);
  }

  @Override
  public RawManifest manifest(Descriptor descriptor) throws IOException {
    LayoutFile file = file(descriptor.digest());
    if (file.size() != descriptor.size()) {
      throw problem(
          ImagesProblem.BLOB_SIZE_MISMATCH,
          descriptor.digest(),
          "it has " + file.size() + " bytes and should have " + descriptor.size());
    }
    return new RawManifest(descriptor.mediaType(), document(descriptor.digest(), file));
  }

  @Override
  public InputStream blob(Descriptor descriptor, long offset) throws IOException {
    LayoutFile file = file(descriptor.digest());
    if (offset > file.size()) {
      throw problem(
          ImagesProblem.BLOB_SIZE_MISMATCH,
          descriptor.digest(),
          "it has " + file.size() + " bytes and should have " + descriptor.size());
    }
    return file.open(offset);
  }

  @Override
  public Optional<Digest> pulledAs() {
    return Optional.ofNullable(image.annotations().get(PULLED_AS)).flatMap(Digest::tryParse);
  }

  @Override
  public Optional<RawManifest> pulledManifest() throws IOException {
    Optional<Digest> digest = pulledAs();
    Optional<LayoutFile> file =
        digest.isEmpty() ? Optional.empty() : files.file(LayoutPaths.blob(digest.get()));
    return file.isEmpty()
        ? Optional.empty()
        : Optional.of(standsFor(digest.orElseThrow(), file.get()));
  }

  @Override
  public void close() throws IOException {
    files.close();
  }

  /** The document a bundle's stand-in was made for; it says itself what it is. */
  private RawManifest standsFor(Digest digest, LayoutFile file) throws IOException {
    byte[] bytes = document(digest, file);
    String mediaType =
        Json.readObject(bytes, digest + " of " + name)
            .string("mediaType")
            .orElse(MediaTypes.OCI_INDEX);
    return new RawManifest(mediaType, bytes);
  }

  private byte[] document(Digest digest, LayoutFile file) throws IOException {
    if (file.size() > RawManifest.MAX_BYTES) {
      throw problem(
          ImagesProblem.MANIFEST_INVALID,
          digest,
          "it has " + file.size() + " bytes, more than the " + RawManifest.MAX_BYTES + " allowed");
    }
    byte[] bytes;
    try {
      bytes = file.read(RawManifest.MAX_BYTES);
    } catch (EOFException e) {
      throw problem(ImagesProblem.BLOB_SIZE_MISMATCH, digest, "the file ends inside it");
    }
    byte[] actual = digest.newComputation().digest(bytes);
    if (!digest.matches(actual)) {
      throw problem(
          ImagesProblem.BLOB_DIGEST_MISMATCH,
          digest,
          "its content is that of " + Digest.sha256(bytes));
    }
    return bytes;
  }

  private LayoutFile file(Digest digest) throws IOException {
    return files
        .file(LayoutPaths.blob(digest))
        .orElseThrow(
            () -> problem(ImagesProblem.BLOB_MISSING, digest, "there is no such blob in it"));
  }

  private ProblemException problem(ImagesProblem code, Digest digest, String why) {
    return new Problem(
            code,
            "read " + digest + " of " + name,
            why,
            "The image is damaged or incomplete there: copy or make it again.")
        .exception();
  }
}
