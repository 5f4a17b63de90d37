package dev.bootferry.installer.preflight;

import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.CommandRunner;
import dev.bootferry.partitioning.disk.Disk;
import dev.bootferry.partitioning.disk.DiskFile;
import dev.bootferry.partitioning.disk.Extent;
import dev.bootferry.partitioning.gpt.FoundTable;
import dev.bootferry.partitioning.gpt.GptPartition;
import dev.bootferry.partitioning.gpt.GptReader;
import dev.bootferry.partitioning.layout.ExistingPartitions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the partitions of a disk, for a plan that lets some of them stay. Changes nothing. */
final class ExistingPartitionsReader {
  private ExistingPartitionsReader() {}

  static ExistingPartitions read(Path path, int sectorSize, CommandRunner commands) {
    FoundTable table;
    try (Disk disk = DiskFile.openReadOnly(path)) {
      table = GptReader.read(disk, sectorSize);
    }
    Map<Integer, String> contents = new LinkedHashMap<>();
    if (table instanceof FoundTable.Gpt gpt) {
      for (GptPartition partition : gpt.partitions()) {
        String type = type(path, partition.extent(gpt.geometry()), commands);
        if (!type.isEmpty()) {
          contents.put(partition.number(), type);
        }
      }
    }
    return new ExistingPartitions(table, contents);
  }

  private static String type(Path path, Extent place, CommandRunner commands) {
    CommandResult result =
        commands.attempt(
            Command.of(
                "blkid",
                "-p",
                "-o",
                "value",
                "-s",
                "TYPE",
                "-O",
                Long.toString(place.offset()),
                "-S",
                Long.toString(place.size()),
                path.toString()));
    return result.succeeded() ? result.text() : "";
  }
}
