package dev.bootferry.images.bundle;

import dev.bootferry.core.Digest;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.core.progress.Progress;
import dev.bootferry.images.bundle.BundleDamage.Kind;
import dev.bootferry.images.bundle.BundlePlan.PlannedFile;
import dev.bootferry.images.layout.LayoutFile;
import dev.bootferry.images.layout.LayoutPaths;
import dev.bootferry.images.layout.TarFiles;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.RawManifest;
import dev.bootferry.images.set.SetImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks a bundle wholly: every blob is hashed again, everything that index.json needs is present
 * and nothing else, and of a tar every further byte is what the format says. All damage is found,
 * not only the first. Nothing is written.
 */
public final class BundleVerifier {
  private final BundleReader reader;
  private final DamageList damages;
  private final BlobUses uses = new BlobUses();
  private final List<ImageEntry> entries = new ArrayList<>();

  private BundleVerifier(BundleReader reader) {
    this.reader = reader;
    this.damages = new DamageList(uses);
  }

  /**
   * Verifies a bundle.
   *
   * @param jobs blobs hashed at once; as many as there are cores is best
   * @throws dev.bootferry.core.problem.ProblemException when nothing can be told of it: {@code
   *     source-not-found}, or {@code bundle-invalid} when index.json cannot be found
   */
  public static VerifyReport verify(Path bundle, int jobs, Progress progress) throws IOException {
    try (BundleReader reader = BundleReader.openDamaged(bundle)) {
      return new BundleVerifier(reader).verify(jobs, progress);
    }
  }

  private VerifyReport verify(int jobs, Progress progress) throws IOException {
    boolean complete = readImages();
    Optional<BundleIndex.Finished> expected = Optional.empty();
    if (complete) {
      expected = Optional.of(BundleIndex.finish(BundleIndex.blobs(entries), entries));
      checkIndex(expected.get());
    }
    List<BlobCheck> checks = expected.isPresent() ? planned(expected.get().plan()) : found();
    BlobHasher hasher = new BlobHasher(damages);
    hasher.hash(checks, jobs, progress);
    if (expected.isPresent() && reader.files() instanceof TarFiles tar) {
      new TarCheck(tar, damages).check(expected.get());
    } else {
      reader.damage().ifPresent(d -> damages.add(Kind.STRUCTURE, "", d));
    }
    return new VerifyReport(
        reader.name(),
        reader.id(),
        entries.stream().map(e -> e.image().reference()).toList(),
        checks.size(),
        checks.stream().mapToLong(BlobCheck::size).sum(),
        damages.all());
  }

  /** Reads all documents; whether all could be read, so that what the set needs is known. */
  private boolean readImages() throws IOException {
    boolean complete = true;
    for (Descriptor descriptor : reader.images()) {
      uses.add(descriptor);
      try {
        SetImage image = BundleSet.image(reader, descriptor);
        ImageEntry entry = ImageEntry.of(image, record(image));
        uses.add(entry);
        entries.add(entry);
      } catch (ProblemException e) {
        complete = false;
        String path = LayoutPaths.blob(descriptor.digest());
        damages.add(Kind.DOCUMENT, path, e.problem().what() + " fails: " + e.problem().why());
      }
    }
    return complete;
  }

  private Optional<RawManifest> record(SetImage image) throws IOException {
    Optional<LayoutFile> file =
        image.pulledAs().isPresent() ? reader.blob(image.pulledAs().get()) : Optional.empty();
    return file.isEmpty()
        ? Optional.empty()
        : Optional.of(new RawManifest("", file.get().read(RawManifest.MAX_BYTES)));
  }

  private void checkIndex(BundleIndex.Finished expected) throws IOException {
    if (!Arrays.equals(expected.index(), reader.index())) {
      damages.add(
          Kind.DOCUMENT, LayoutPaths.INDEX, "is not written as the format says, so it was altered");
    }
    Optional<LayoutFile> slot = reader.files().file(BundleSlot.PATH);
    if (slot.isEmpty()) {
      damages.add(Kind.MISSING, BundleSlot.PATH, "is missing");
    } else if (slot.get().size() != BundleSlot.SIZE
        || !Arrays.equals(slot.get().read(BundleSlot.SIZE), expected.slot().bytes())) {
      damages.add(Kind.CONTENT, BundleSlot.PATH, "does not agree with index.json");
    }
    Optional<LayoutFile> marker = reader.files().file(LayoutPaths.MARKER);
    if (marker.isEmpty()) {
      damages.add(Kind.MISSING, LayoutPaths.MARKER, "is missing");
    } else if (marker.get().size() != LayoutPaths.marker().length
        || !Arrays.equals(marker.get().read(BundleSlot.SIZE), LayoutPaths.marker())) {
      damages.add(Kind.CONTENT, LayoutPaths.MARKER, "is not that of an OCI image layout");
    }
  }

  /** What to hash when it is known what belongs into the bundle and where. */
  private List<BlobCheck> planned(BundlePlan plan) throws IOException {
    List<BlobCheck> checks = new ArrayList<>();
    Set<String> known = new LinkedHashSet<>();
    for (PlannedFile file : plan.files()) {
      known.add(file.path());
      Optional<Digest> digest = LayoutPaths.digest(file.path());
      if (digest.isEmpty()) {
        continue;
      }
      if (reader.files() instanceof TarFiles tar) {
        // Not where a header says, which may be the very damage, but where it must lie.
        checks.add(
            new BlobCheck(
                file.path(),
                digest.get(),
                file.size(),
                () -> tar.region(file.content(), file.size())));
      } else {
        checkFile(file, digest.get(), checks);
      }
    }
    for (String path : reader.files().paths()) {
      if (!known.contains(path)) {
        damages.add(Kind.UNEXPECTED, path, "belongs to no image of the set");
      }
    }
    return checks;
  }

  private void checkFile(PlannedFile planned, Digest digest, List<BlobCheck> checks)
      throws IOException {
    Optional<LayoutFile> file = reader.files().file(planned.path());
    if (file.isEmpty()) {
      damages.add(Kind.MISSING, planned.path(), "is missing");
    } else if (file.get().size() != planned.size()) {
      damages.add(
          Kind.LENGTH,
          planned.path(),
          "has " + file.get().size() + " bytes and should have " + planned.size());
    } else {
      checks.add(BlobCheck.of(file.get(), digest));
    }
  }

  /** What to hash when documents are damaged: whatever blobs there are. */
  private List<BlobCheck> found() throws IOException {
    List<BlobCheck> checks = new ArrayList<>();
    for (String path : reader.files().paths()) {
      Optional<Digest> digest = LayoutPaths.digest(path);
      Optional<LayoutFile> file = reader.files().file(path);
      if (digest.isPresent() && file.isPresent()) {
        checks.add(BlobCheck.of(file.get(), digest.get()));
      }
    }
    return checks;
  }
}
