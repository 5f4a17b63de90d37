package dev.bootferry.partitioning.target;

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
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is on a disk: its partition table by our own reading, and signatures by libblkid's, which
 * knows some hundred kinds.
 *
 * @param texts in words
 * @param table {@code gpt} or {@code dos}
 * @param partitions that the table names, also those that reach beyond the disk
 */
record Contents(List<String> texts, Optional<String> table, List<PartitionFacts> partitions) {
  static final Contents NONE = new Contents(List.of(), Optional.empty(), List.of());

  /** A table may claim more than anybody wants to read about. */
  private static final int PARTITIONS_NAMED = 32;

  /** Where formats without a known signature would still show. */
  private static final int EDGE = 1 << 20;

  Contents {
    texts = List.copyOf(texts);
    partitions = List.copyOf(partitions);
  }

  /** Looks. */
  static Contents of(Path path, int sectorSize, CommandRunner runner) {
    try (Disk disk = DiskFile.openReadOnly(path)) {
      List<String> texts = new ArrayList<>();
      FoundTable table = GptReader.read(disk, sectorSize);
      if (!(table instanceof FoundTable.None)) {
        texts.add(table.title());
      }
      signatures(path, runner).forEach(texts::add);
      List<PartitionFacts> partitions = new ArrayList<>();
      for (PartitionFacts named : partitions(table)) {
        boolean looked = partitions.size() < PARTITIONS_NAMED && named.place().end() <= disk.size();
        PartitionFacts partition = looked ? withContent(path, named, runner) : named;
        partitions.add(partition);
        partition.text().ifPresent(texts::add);
      }
      if (texts.isEmpty() && hasData(disk)) {
        texts.add("data of an unknown kind");
      }
      return new Contents(texts, kind(table), partitions);
    }
  }

  private static Optional<String> kind(FoundTable table) {
    return switch (table) {
      case FoundTable.Gpt _ -> Optional.of("gpt");
      case FoundTable.Mbr _ -> Optional.of("dos");
      case FoundTable.Damaged _, FoundTable.None _ -> Optional.empty();
    };
  }

  private static List<PartitionFacts> partitions(FoundTable table) {
    return switch (table) {
      case FoundTable.Gpt gpt ->
          gpt.partitions().stream()
              .map(p ->
                  bare(
                      p.number(),
                      p.name(),
                      p.type().toString().toLowerCase(Locale.ROOT),
                      p.extent(gpt.geometry())))
              .toList();
      case FoundTable.Mbr mbr ->
          mbr.partitions().stream()
              .map(p -> bare(p.number(), "", p.typeText(), p.place()))
              .toList();
      case FoundTable.Damaged _, FoundTable.None _ -> List.of();
    };
  }

  private static PartitionFacts bare(int number, String name, String type, Extent place) {
    return new PartitionFacts(number, name, type, place, Optional.empty(), Optional.empty());
  }

  /** Of the disk as a whole, without those of partition tables. */
  private static Set<String> signatures(Path path, CommandRunner runner) {
    Command command = Command.of("wipefs", "--json", "--no-act", path.toString());
    byte[] output;
    try {
      output = runner.run(command).output();
    } catch (ProblemException e) {
      if (e.problem().code() == LinuxProblem.COMMAND_NOT_FOUND) {
        return Set.of(); // Data of an unknown kind is found even so.
      }
      throw e;
    }
    Set<String> texts = new LinkedHashSet<>();
    if (output.length > 0) {
      for (JsonValue signature : Json.readObject(output, "wipefs").array("signatures")) {
        if (signature instanceof JsonObject found) {
          String type = found.string("type").orElse("unknown");
          if (!Set.of("gpt", "PMBR", "dos").contains(type)) {
            texts.add(Signature.text(type, found.string("label")));
          }
        }
      }
    }
    return texts;
  }

  private static PartitionFacts withContent(
      Path path, PartitionFacts partition, CommandRunner runner) {
    Command command =
        Command.of(
            "blkid",
            "-p",
            "-o",
            "export",
            "-s",
            "TYPE",
            "-s",
            "LABEL",
            "-O",
            Long.toString(partition.place().offset()),
            "-S",
            Long.toString(partition.place().size()),
            path.toString());
    Map<String, String> found = new HashMap<>();
    try {
      CommandResult result = runner.attempt(command);
      if (result.succeeded()) {
        result
            .text()
            .lines()
            .filter(line -> line.contains("="))
            .forEach(line -> {
              int equals = line.indexOf('=');
              found.put(line.substring(0, equals), unescape(line.substring(equals + 1)));
            });
      }
    } catch (ProblemException e) {
      if (e.problem().code() != LinuxProblem.COMMAND_NOT_FOUND) {
        throw e;
      }
      // The partition itself is named already.
    }
    return new PartitionFacts(
        partition.number(),
        partition.name(),
        partition.type(),
        partition.place(),
        Optional.ofNullable(found.get("TYPE")),
        Optional.ofNullable(found.get("LABEL")));
  }

  /** Blkid puts a backslash before what a shell would take for its own. */
  private static String unescape(String value) {
    return value.replaceAll("\\\\(.)", "$1");
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
