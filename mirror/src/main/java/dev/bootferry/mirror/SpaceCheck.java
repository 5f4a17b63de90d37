package dev.bootferry.mirror;

import dev.bootferry.core.ByteSize;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.images.bundle.BundlePlan;
import dev.bootferry.images.bundle.BundlePlan.PlannedFile;
import dev.bootferry.mirror.resume.Leftovers;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Tells before copying what the output's file system cannot take. */
final class SpaceCheck {
  /** FAT counts a file's length in 32 bits. */
  private static final long FAT_FILE = (1L << 32) - 1;

  private static final Set<String> FAT = Set.of("vfat", "msdos", "fat");

  private final Path output;
  private final boolean folder;

  SpaceCheck(Path output, boolean folder) {
    this.output = output;
    this.folder = folder;
  }

  /**
   * Refuses a plan that has no room.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code no-space}, {@code file-too-large}
   */
  void require(BundlePlan plan, Leftovers leftovers) throws IOException {
    FileStore store = Files.getFileStore(parent());
    long there = leftovers.inPlace(plan.files());
    long needed = plan.length() - there;
    if (needed > store.getUsableSpace()) {
      throw new Problem(
              MirrorProblem.NO_SPACE,
              "write " + output,
              "it takes "
                  + new ByteSize(needed)
                  + (there > 0 ? " more" : "")
                  + ", and only "
                  + new ByteSize(store.getUsableSpace())
                  + " are free on "
                  + store.name(),
              "Free space there, or choose another place.")
          .exception();
    }
    long largest =
        folder ? plan.files().stream().mapToLong(PlannedFile::size).max().orElse(0) : plan.length();
    if (largest > FAT_FILE && FAT.contains(store.type())) {
      throw new Problem(
              MirrorProblem.FILE_TOO_LARGE,
              "write " + output,
              "it takes a file of " + new ByteSize(largest) + ", and FAT has files up to 4 GiB",
              folder
                  ? "Choose a medium with another file system, such as exFAT or ext4."
                  : "Choose a medium with another file system, or write a folder: " + output + "/")
          .exception();
    }
  }

  private Path parent() throws IOException {
    Path parent = output.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IOException("not in a folder: " + output);
    }
    return parent;
  }
}
