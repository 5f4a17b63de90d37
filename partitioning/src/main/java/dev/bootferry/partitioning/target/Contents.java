package dev.bootferry.partitioning.target;

import dev.bootferry.core.ByteSize;
import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.linux.LinuxProblem;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.CommandRunner;
import dev.bootferry.partitioning.disk.Disk;
import dev.bootferry.partitioning.disk.DiskFile;
import dev.bootferry.partitioning.disk.Extent;
import dev.bootferry.partitioning.gpt.FoundTable;
import dev.bootferry.partitioning.gpt.GptReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is on a disk: its partition table by our own reading, and signatures by libblkid's, which
 * knows some hundred kinds.
 *
 * @param texts in words
 * @param partitions where they lie
 */
record Contents(List<String> texts, List<Extent> partitions) {
  /** A table may claim more than anybody wants to read about. */
  private static final int PARTITIONS_NAMED = 32;

  /** Where formats without a known signature would still show. */
  private static final int EDGE = 1 << 20;

  Contents {
    texts = List.copyOf(texts);
    partitions = List.copyOf(partitions);
  }

  /**
   * Looks.
   *
   * @param guarded whether data of an unknown kind counts: in a file it may be anything
   */
  static Contents of(Path path, int sectorSize, boolean guarded, CommandRunner runner) {
    try (Disk disk = DiskFile.openReadOnly(path)) {
      List<String> texts = new ArrayList<>();
      FoundTable table = GptReader.read(disk, sectorSize);
      if (!(table instanceof FoundTable.None)) {
        texts.add(table.title());
      }
      Optional<Set<String>> signatures = signatures(path, runner);
      signatures.ifPresent(texts::addAll);
      table.extents().stream()
          .filter(extent -> extent.end() <= disk.size())
          .limit(PARTITIONS_NAMED)
          .forEach(extent -> fileSystem(path, extent, runner).ifPresent(texts::add));
      if (texts.isEmpty() && (guarded || signatures.isEmpty()) && hasData(disk)) {
        texts.add("data of an unknown kind");
      }
      return new Contents(texts, table.extents());
    }
  }

  /** Of the disk as a whole, without those of partition tables; empty when nobody can tell. */
  private static Optional<Set<String>> signatures(Path path, CommandRunner runner) {
    Command command = Command.of("wipefs", "--json", "--no-act", path.toString());
    byte[] output;
    try {
      output = runner.run(command).output();
    } catch (ProblemException e) {
      if (e.problem().code() == LinuxProblem.COMMAND_NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
    Set<String> texts = new LinkedHashSet<>();
    if (output.length > 0) {
      for (JsonValue signature : Json.readObject(output, "wipefs").array("signatures")) {
        if (signature instanceof JsonObject found) {
          String type = found.string("type").orElse("unknown");
          if (!Set.of("gpt", "PMBR", "dos").contains(type)) {
            texts.add(type + found.string("label").map(l -> " \"" + l + "\"").orElse(""));
          }
        }
      }
    }
    return Optional.of(texts);
  }

  private static Optional<String> fileSystem(Path path, Extent extent, CommandRunner runner) {
    Command command =
        Command.of(
            "blkid",
            "-p",
            "-o",
            "value",
            "-s",
            "TYPE",
            "-O",
            Long.toString(extent.offset()),
            "-S",
            Long.toString(extent.size()),
            path.toString());
    try {
      CommandResult result = runner.attempt(command);
      String type = result.text();
      return result.succeeded() && !type.isEmpty()
          ? Optional.of(type + " in the partition at " + new ByteSize(extent.offset()))
          : Optional.empty();
    } catch (ProblemException e) {
      if (e.problem().code() == LinuxProblem.COMMAND_NOT_FOUND) {
        return Optional.empty(); // The partition itself is named already.
      }
      throw e;
    }
  }

  private static boolean hasData(Disk disk) {
    int edge = (int) Math.min(EDGE, disk.size());
    return edge > 0
        && (hasData(disk.read(new Extent(0, edge)))
            || hasData(disk.read(new Extent(disk.size() - edge, edge))));
  }

  private static boolean hasData(byte[] bytes) {
    for (byte b : bytes) {
      if (b != 0) {
        return true;
      }
    }
    return false;
  }
}
