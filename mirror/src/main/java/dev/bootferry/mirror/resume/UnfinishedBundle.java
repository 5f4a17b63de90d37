package dev.bootferry.mirror.resume;

import dev.bootferry.core.Digest;
import dev.bootferry.core.problem.CoreProblem;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.images.bundle.BundleIndex;
import dev.bootferry.images.bundle.BundleOutput;
import dev.bootferry.images.bundle.BundlePlan.PlannedFile;
import dev.bootferry.images.bundle.FolderOutput;
import dev.bootferry.images.bundle.TarOutput;
import dev.bootferry.images.layout.LayoutPaths;
import dev.bootferry.mirror.resume.JournalLines.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A bundle on its way to its name. Beside the name {@code OUT} lie, until it is done, {@code
 * OUT.partial} (the bundle), {@code OUT.partial.journal} (the lock, and what is durable) and at
 * times {@code OUT.partial.old} (what a changed plan would write over).
 *
 * <p>Closing it unpublished leaves all of these, so that the next run goes on; when there is
 * nothing to go on with, as after a refusal for want of space, it removes them.
 */
public final class UnfinishedBundle implements AutoCloseable {
  private final Path target;
  private final boolean overwrite;
  private final Path journalFile;
  private final Journal journal;
  private final BundleOutput output;
  private final Leftovers leftovers;
  private boolean publishing;

  private UnfinishedBundle(
      Path target,
      boolean overwrite,
      Path journalFile,
      Journal journal,
      BundleOutput output,
      Leftovers leftovers) {
    this.target = target;
    this.overwrite = overwrite;
    this.journalFile = journalFile;
    this.journal = journal;
    this.output = output;
    this.leftovers = leftovers;
  }

  /**
   * Refuses a name that cannot be given; nothing is written.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code output-exists}; {@code
   *     file-not-readable} when its folder is not there
   */
  public static void check(Path target, boolean folder, boolean overwrite) {
    Path parent = target.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new Problem(
              CoreProblem.FILE_NOT_READABLE,
              "write " + target,
              "there is no folder " + parent,
              "Make the folder first, or choose another place.")
          .exception();
    }
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    boolean sameKind =
        folder
            ? Files.isRegularFile(target.resolve(LayoutPaths.MARKER))
            : Files.isRegularFile(target);
    if (!overwrite || !sameKind) {
      throw exists(target, sameKind);
    }
  }

  private static RuntimeException exists(Path target, boolean sameKind) {
    return new Problem(
            CoreProblem.OUTPUT_EXISTS,
            "write " + target,
            sameKind ? "it exists" : "something that is not a bundle has that name",
            sameKind ? "Choose another name, or replace it with --force." : "Choose another name.")
        .exception();
  }

  /**
   * Begins a bundle, or goes on with one that was interrupted.
   *
   * @param target the final name
   * @param folder whether it becomes a folder rather than a tar
   * @throws dev.bootferry.core.problem.ProblemException {@code output-locked}; {@code
   *     output-exists} also when {@code OUT.partial} is not of an interrupted run
   */
  public static UnfinishedBundle open(Path target, boolean folder, boolean overwrite)
      throws IOException {
    check(target, folder, overwrite);
    Path partial = beside(target, ".partial");
    Path journalFile = beside(target, ".partial.journal");
    Path aside = beside(target, ".partial.old");
    Journal journal = Journal.open(journalFile);
    try {
      if (journal.isFresh() && Files.exists(partial, LinkOption.NOFOLLOW_LINKS)) {
        Files.delete(journalFile);
        throw exists(partial, false);
      }
      BundleOutput output =
          folder ? FolderOutput.open(partial, target, overwrite) : TarOutput.open(partial, target);
      return new UnfinishedBundle(
          target,
          overwrite,
          journalFile,
          journal,
          output,
          new Leftovers(journal, output, aside, !folder));
    } catch (IOException | RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  private static Path beside(Path target, String suffix) {
    return target.resolveSibling(target.getFileName() + suffix);
  }

  public BundleOutput output() {
    return output;
  }

  public Leftovers leftovers() {
    return leftovers;
  }

  /**
   * Makes what has been written durable, and only then says so in the journal.
   *
   * @param landed bytes of each blob that had been written before this call
   */
  public void checkpoint(Map<PlannedFile, Long> landed) throws IOException {
    output.force();
    List<Entry> entries = new ArrayList<>();
    landed.forEach((file, prefix) -> {
      Optional<Digest> digest = LayoutPaths.digest(file.path());
      digest.ifPresent(d -> entries.add(new Entry(d, file.size(), file.header(), prefix, false)));
    });
    journal.add(entries);
  }

  /**
   * Gives the bundle its name, and removes what lies beside it.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code output-exists} when something has
   *     taken the name in the meantime
   */
  public void publish(BundleIndex.Finished bundle) throws IOException {
    if (!overwrite && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw exists(target, true);
    }
    publishing = true;
    output.publish(bundle);
    leftovers.discard();
    Files.deleteIfExists(journalFile);
  }

  @Override
  public void close() throws IOException {
    // The journal closes last: it is the lock.
    try (journal;
        output) {
      if (!publishing && journal.isEmpty()) {
        output.discard();
        leftovers.discard();
        Files.deleteIfExists(journalFile);
      }
    }
  }
}
