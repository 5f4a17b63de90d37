package dev.bootferry.partitioning.esp;

import dev.bootferry.core.Digest;
import dev.bootferry.core.io.HashingInputStream;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.CommandRunner;
import dev.bootferry.linux.process.StreamingRunner;
import dev.bootferry.partitioning.PartitioningProblem;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An EFI system partition, read and written in place on its disk with mtools: that needs no mount,
 * no partition node and no vfat in the kernel. Not for a partition that is mounted.
 *
 * <p>The tools end well on a full disk ({@code mcopy} with status 0), so nothing counts as written
 * until it was read back.
 */
public final class EspVolume {
  /** No settings of the machine; and no check of a geometry that only floppy disks have. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of("MTOOLSRC", "/dev/null", "MTOOLS_SKIP_CHECK", "1");

  private final CommandRunner runner;
  private final StreamingRunner streams;
  private final Path disk;
  private final String image;

  /**
   * Reads and writes nothing yet.
   *
   * @param disk a device or file
   * @param offset where the partition begins on it, in bytes
   */
  public EspVolume(CommandRunner runner, StreamingRunner streams, Path disk, long offset) {
    if (disk.toString().contains("@@")) {
      throw new IllegalArgumentException("mtools would misread the name " + disk);
    }
    this.runner = runner;
    this.streams = streams;
    this.disk = disk;
    this.image = disk.toAbsolutePath() + "@@" + offset;
  }

  /**
   * Writes files in the order of their paths, over those that are there, with the folders above
   * them. After a failure some are there and the last may be short.
   *
   * @param files what writes each content; asked once
   * @return what was written, for {@link #verify}
   * @throws dev.bootferry.core.problem.ProblemException {@code command-failed}, {@code
   *     command-stream-failed}; {@code esp-file-differs} when it is not there afterwards, as when
   *     the partition is full
   */
  public List<EspFile> write(SortedMap<EspPath, StreamingRunner.Feed> files) {
    makeFolders(files.keySet());
    List<EspFile> written = new ArrayList<>();
    files.forEach((path, content) -> written.add(write(path, content)));
    verify(written);
    return written;
  }

  private EspFile write(EspPath path, StreamingRunner.Feed content) {
    AtomicReference<@Nullable EspFile> written = new AtomicReference<>();
    CommandResult _ =
        streams.feed(
            command("mcopy", "-o", "-", inside(path)),
            input -> {
              HashingOutputStream hashing = new HashingOutputStream(input);
              content.writeTo(hashing);
              hashing.flush();
              written.set(hashing.file(path));
            });
    EspFile file = written.get();
    if (file == null) {
      throw new Problem(
              PartitioningProblem.ESP_FILE_DIFFERS,
              "write " + path + " to the EFI system partition of " + disk,
              "mcopy stopped before the end of it, as it does when the partition is full",
              "Make room in the partition, or install on a disk that is divided anew.")
          .exception();
    }
    return file;
  }

  private void makeFolders(Collection<EspPath> files) {
    Set<String> known = new HashSet<>();
    entries().forEach(name -> known.add(name.toLowerCase(Locale.ROOT)));
    for (EspPath file : files) {
      for (EspPath folder : file.folders()) {
        if (known.add(folder.key() + "/")) {
          CommandResult _ = runner.run(command("mmd", inside(folder)));
        }
      }
    }
  }

  /**
   * Reads every one of these files back and compares.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code esp-file-differs}, naming the file;
   *     {@code command-failed} when one is not there
   */
  public void verify(Collection<EspFile> expected) {
    for (EspFile file : expected) {
      EspFile found = describe(file.path());
      if (!found.equals(file)) {
        throw new Problem(
                PartitioningProblem.ESP_FILE_DIFFERS,
                "read back " + file.path() + " from the EFI system partition of " + disk,
                found.size() == file.size()
                    ? "its content is " + found.digest() + " and should be " + file.digest()
                    : "it has " + found.size() + " bytes and should have " + file.size(),
                "The partition may be full, or the disk failing: install again on a sound disk.")
            .exception();
      }
    }
  }

  /** The size and digest of a file that is there. */
  public EspFile describe(EspPath path) {
    return read(
        path,
        content -> {
          HashingInputStream hashing = new HashingInputStream(content);
          long size = hashing.transferTo(OutputStream.nullOutputStream());
          return new EspFile(path, size, Digest.ofSha256(hashing.finish()));
        });
  }

  /**
   * Reads a file.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code command-failed} when it is not there
   */
  public <T> T read(EspPath path, StreamingRunner.Drain<T> drain) {
    return streams.read(command("mcopy", inside(path), "-"), drain);
  }

  /** All files, in order of their paths; names that are no {@link EspPath} left out. */
  public List<EspPath> list() {
    return entries().stream()
        .filter(name -> !name.endsWith("/"))
        .flatMap(name -> EspPath.tryParse(name).stream())
        .sorted()
        .toList();
  }

  /** Files, and folders with a slash behind, relative to the root. */
  private List<String> entries() {
    CommandResult result = runner.attempt(command("mdir", "-/", "-b", "::"));
    if (!result.succeeded()) {
      // An empty root is an error to this form of the command, and none to the plain one.
      CommandResult _ = runner.run(command("mdir", "::"));
      return List.of();
    }
    return result
        .text()
        .lines()
        .filter(line -> line.startsWith("::/"))
        .map(line -> line.substring("::/".length()))
        .toList();
  }

  private Command command(String tool, String... arguments) {
    List<String> argv = new ArrayList<>(List.of(tool, "-i", image));
    argv.addAll(List.of(arguments));
    return Command.of(argv).withEnvironment(ENVIRONMENT);
  }

  private static String inside(EspPath path) {
    return "::/" + path.value();
  }
}
