package dev.bootferry.images.bundle;

import dev.bootferry.core.Digest;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.bundle.BundlePlan.PlannedFile;
import dev.bootferry.images.layout.FolderFiles;
import dev.bootferry.images.layout.LayoutFile;
import dev.bootferry.images.layout.LayoutFiles;
import dev.bootferry.images.layout.LayoutPaths;
import dev.bootferry.images.layout.TarFiles;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.RawManifest;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An OCI image layout in a tar or a folder, a bundle or another's, opened for reading. Opening
 * reads headers and index.json only; documents are checked by digest when they are read, blobs are
 * not.
 */
public final class BundleReader implements AutoCloseable {
  /** A thousand images have an index of some 600 KB. */
  private static final int MAX_INDEX = 16 << 20;

  private final LayoutFiles files;
  private final Optional<BundleSlot> slot;
  private final byte[] index;
  private final List<Descriptor> images;

  private BundleReader(LayoutFiles files, Optional<BundleSlot> slot, byte[] index) {
    this.files = files;
    this.slot = slot;
    this.index = index;
    this.images = BundleIndex.read(index, LayoutPaths.INDEX + " of " + files.name());
  }

  /**
   * Opens a layout.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code source-not-found}; {@code
   *     bundle-invalid} when it is no layout, a tar that is cut off or has a damaged header, or a
   *     bundle whose index.json has changed since it was made
   */
  public static BundleReader open(Path path) throws IOException {
    BundleReader reader = openDamaged(path);
    Optional<String> damage = reader.damage().or(reader::otherIndex);
    if (damage.isPresent()) {
      reader.close();
      throw invalid(path, damage.get());
    }
    return reader;
  }

  /** As the other, but a damaged tar is opened when its index can be found all the same. */
  static BundleReader openDamaged(Path path) throws IOException {
    LayoutFiles files = files(path);
    try {
      Optional<LayoutFile> slotFile = files.file(BundleSlot.PATH);
      Optional<BundleSlot> slot = Optional.empty();
      if (slotFile.isPresent() && slotFile.get().size() == BundleSlot.SIZE) {
        slot = readSlot(path, slotFile.get());
      }
      if (files instanceof TarFiles tar && tar.damage().isPresent()) {
        if (slot.isEmpty()) {
          throw invalid(path, tar.damage().get());
        }
        files = tar.resumedAt(slot.get().documents());
      }
      LayoutFile index = files.file(LayoutPaths.INDEX).orElse(null);
      if (index == null) {
        throw invalid(path, damage(files, slot).orElse("it holds no index.json"));
      }
      BundleReader reader = new BundleReader(files, slot, index.read(MAX_INDEX));
      return files instanceof TarFiles tar && tar.damage().isPresent()
          ? reader.withPlannedBlobs(tar)
          : reader;
    } catch (IOException | RuntimeException e) {
      files.close();
      throw e;
    }
  }

  /** With the blobs whose headers were not found, at the places where they must lie. */
  private BundleReader withPlannedBlobs(TarFiles tar) throws IOException {
    List<Descriptor> blobs = new ArrayList<>();
    try {
      for (Descriptor image : images) {
        blobs.addAll(ImageEntry.blobs(ImageDocuments.read(this, image).manifest()));
      }
    } catch (ProblemException e) {
      // A document is damaged too: then nobody knows where the other blobs lie.
      return this;
    }
    TarFiles recovered = tar;
    for (PlannedFile file : BundlePlan.begin().withBlobs(blobs).files()) {
      recovered = recovered.withFile(file.path(), file.header(), file.content(), file.size());
    }
    return new BundleReader(recovered, slot, index);
  }

  private static LayoutFiles files(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return new FolderFiles(path);
    }
    if (!Files.exists(path)) {
      throw new Problem(
              ImagesProblem.SOURCE_NOT_FOUND,
              "open bundle " + path,
              "there is no such file or folder",
              "Check the path; 'bootferry mirror create' makes a bundle.")
          .exception();
    }
    if (!Files.isRegularFile(path)) {
      throw invalid(path, "it is neither a file nor a folder");
    }
    return TarFiles.open(path);
  }

  private static Optional<BundleSlot> readSlot(Path path, LayoutFile file) throws IOException {
    byte[] bytes = file.read(BundleSlot.SIZE);
    Optional<BundleSlot> slot = BundleSlot.parse(bytes);
    if (slot.isEmpty() && BundleSlot.isLater(bytes)) {
      throw new Problem(
              ImagesProblem.BUNDLE_INVALID,
              "open bundle " + path,
              "it has a later format than this Bootferry knows",
              "Read it with the Bootferry that made it, or a later one.")
          .exception();
    }
    return slot;
  }

  public String name() {
    return files.name();
  }

  LayoutFiles files() {
    return files;
  }

  /** What Bootferry's own bundles begin with; empty for another's layout, or when damaged. */
  public Optional<BundleSlot> slot() {
    return slot;
  }

  /** The exact bytes of index.json. */
  byte[] index() {
    return index.clone();
  }

  /** Digest of index.json, which identifies the set. */
  public Digest id() {
    return Digest.sha256(index);
  }

  /** What index.json names, in its order. */
  public List<Descriptor> images() {
    return images;
  }

  /** What is wrong with the tar as a tar; empty when nothing is, and for a folder. */
  Optional<String> damage() throws IOException {
    return damage(files, slot);
  }

  /** Nothing else would notice a name or a platform that has changed. */
  private Optional<String> otherIndex() {
    return slot.filter(made -> !made.set().equals(id()))
        .map(_ -> "its index.json is not the one that it was made with");
  }

  private static Optional<String> damage(LayoutFiles files, Optional<BundleSlot> slot)
      throws IOException {
    if (!(files instanceof TarFiles tar)) {
      return Optional.empty();
    }
    if (slot.isPresent() && tar.length() != slot.get().length()) {
      long missing = slot.get().length() - tar.length();
      return Optional.of(
          missing > 0
              ? "it is cut off: "
                  + missing
                  + " of its "
                  + slot.get().length()
                  + " bytes are missing"
                  + tar.damage().map(d -> "; " + d).orElse("")
              : "it has " + -missing + " bytes behind its end");
    }
    return tar.damage();
  }

  /** A blob's file; empty when it is not there. */
  public Optional<LayoutFile> blob(Digest digest) throws IOException {
    return files.file(LayoutPaths.blob(digest));
  }

  /**
   * The blob that a descriptor names, its size checked.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code blob-missing}, {@code
   *     blob-size-mismatch}
   */
  public LayoutFile blob(Descriptor descriptor) throws IOException {
    LayoutFile file =
        blob(descriptor.digest())
            .orElseThrow(
                () -> damaged(ImagesProblem.BLOB_MISSING, descriptor, "it is not in the bundle"));
    if (file.size() != descriptor.size()) {
      throw damaged(
          ImagesProblem.BLOB_SIZE_MISMATCH,
          descriptor,
          "it has " + file.size() + " bytes and should have " + descriptor.size());
    }
    return file;
  }

  /**
   * A manifest or index, its size and digest checked.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code blob-missing}, {@code
   *     blob-size-mismatch}, {@code blob-digest-mismatch}
   */
  public RawManifest document(Descriptor descriptor) throws IOException {
    return new RawManifest(descriptor.mediaType(), bytes(descriptor, RawManifest.MAX_BYTES));
  }

  /** A small blob whole, its size and digest checked, as {@link #document}. */
  byte[] bytes(Descriptor descriptor, int limit) throws IOException {
    if (descriptor.size() > limit) {
      throw damaged(
          ImagesProblem.MANIFEST_INVALID,
          descriptor,
          "it has "
              + descriptor.size()
              + " bytes, more than the "
              + limit
              + " such a document has");
    }
    byte[] bytes;
    try {
      bytes = blob(descriptor).read(limit);
    } catch (EOFException e) {
      throw damaged(ImagesProblem.BLOB_SIZE_MISMATCH, descriptor, "the file ends inside it");
    }
    Digest actual = Digest.ofSha256(Digest.newSha256().digest(bytes));
    if (!descriptor.digest().matches(descriptor.digest().newComputation().digest(bytes))) {
      throw damaged(
          ImagesProblem.BLOB_DIGEST_MISMATCH, descriptor, "its content is that of " + actual);
    }
    return bytes;
  }

  private RuntimeException damaged(ImagesProblem code, Descriptor descriptor, String why) {
    return new Problem(
            code,
            "read " + descriptor.digest() + " of " + name(),
            why,
            "The bundle is damaged: copy it again, or make it again from its source.")
        .exception();
  }

  private static RuntimeException invalid(Path path, String why) {
    boolean partial = path.toString().replaceAll("/+$", "").endsWith(".partial");
    return new Problem(
            ImagesProblem.BUNDLE_INVALID,
            "open bundle " + path,
            why,
            partial
                ? "This is what an interrupted 'bootferry mirror create' left: run the same command"
                    + " again to finish it."
                : "Copy it again from where it was whole, or make it again from its source.")
        .exception();
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
