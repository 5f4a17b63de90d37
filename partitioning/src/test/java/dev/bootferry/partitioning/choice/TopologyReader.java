package dev.bootferry.partitioning.choice;

import dev.bootferry.core.ByteSize;
import dev.bootferry.core.data.Json;
import dev.bootferry.partitioning.choice.Topology.Asked;
import dev.bootferry.partitioning.choice.Topology.Expected;
import dev.bootferry.partitioning.hardware.DiskDescription;
import dev.bootferry.partitioning.hardware.Hardware;
import dev.bootferry.partitioning.hardware.Hardware.Firmware;
import dev.bootferry.partitioning.hardware.HardwareJson;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the machines below {@code topologies}; the README there says how they are written. */
final class TopologyReader {
  private static final String DEFAULT_MINIMUM = "4G";

  private final List<Topology> topologies = new ArrayList<>();
  private String title = "";
  private ByteSize minimum = ByteSize.parse(DEFAULT_MINIMUM);
  private List<DiskDescription> disks = new ArrayList<>();
  private Map<String, Expected> verdicts = new LinkedHashMap<>();
  private List<Asked> choices = new ArrayList<>();

  private TopologyReader() {}

  static List<Topology> all() {
    TopologyReader reader = new TopologyReader();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(
            Path.of(TopologyReader.class.getResource("/topologies/README.md").toURI()).getParent(),
            "*.txt")) {
      List<Path> sorted = new ArrayList<>();
      files.forEach(sorted::add);
      sorted.sort(null);
      for (Path file : sorted) {
        Files.readAllLines(file).forEach(reader::line);
        reader.end();
      }
    } catch (IOException | URISyntaxException e) {
      throw new AssertionError(e);
    }
    return reader.topologies;
  }

  private void line(String line) {
    if (line.startsWith("## ")) {
      end();
      title = line.substring(3);
    } else if (!line.isBlank()) {
      try {
        meaningful(line);
      } catch (IllegalArgumentException e) {
        throw new AssertionError("in \"" + title + "\": " + line, e);
      }
    }
  }

  private void meaningful(String line) {
    String[] sides = line.split("\\s*-> ", 2);
    List<String> words = Words.split(sides[0]);
    switch (words.getFirst()) {
      case "minimum" -> minimum = ByteSize.parse(words.get(1));
      case "disk" -> {
        DiskDescription disk = DiskLine.read(words.subList(1, words.size()));
        disks.add(disk);
        String[] verdict = sides[1].split("[ ,]+");
        Set<String> reasons = Stream.of(verdict).skip(1).collect(Collectors.toSet());
        verdicts.put(disk.path(), new Expected(verdict[0], reasons));
      }
      case "choose" -> {
        String result = sides[1].strip();
        choices.add(
            new Asked(
                line,
                choice(words.subList(1, words.size())),
                result.matches(".*[a-z]-[a-z].*") ? result : "/dev/" + result));
      }
      default -> throw new IllegalArgumentException(words.getFirst());
    }
  }

  private void end() {
    if (!title.isEmpty()) {
      Hardware hardware = new Hardware("amd64", Firmware.UEFI, 4L << 30, disks, List.of("eth0"));
      // The machines are also samples of the format that the probe writes.
      byte[] written = Json.write(HardwareJson.write(hardware));
      topologies.add(
          new Topology(title, minimum, HardwareJson.read(written, title), verdicts, choices));
    }
    title = "";
    minimum = ByteSize.parse(DEFAULT_MINIMUM);
    disks = new ArrayList<>();
    verdicts = new LinkedHashMap<>();
    choices = new ArrayList<>();
  }

  private static DiskChoice choice(List<String> words) {
    Map<String, String> asked = new LinkedHashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      asked.put(word.substring(0, equals), word.substring(equals + 1));
    }
    DiskChoice choice =
        new DiskChoice(
            Optional.ofNullable(asked.remove("path")),
            Optional.ofNullable(asked.remove("serial")),
            Optional.ofNullable(asked.remove("wwn")),
            Optional.ofNullable(asked.remove("byId")),
            Optional.ofNullable(asked.remove("byPath")),
            Optional.ofNullable(asked.remove("model")),
            Optional.ofNullable(asked.remove("minSize")).map(ByteSize::parse),
            Optional.ofNullable(asked.remove("maxSize")).map(ByteSize::parse),
            Optional.ofNullable(asked.remove("rotational")).map(Boolean::valueOf),
            Optional.ofNullable(asked.remove("transport")),
            Optional.ofNullable(asked.remove("empty")).map(Boolean::valueOf),
            false,
            OptionalInt.empty(),
            Optional.empty());
    if (!asked.isEmpty()) {
      throw new IllegalArgumentException("no properties: " + asked);
    }
    return choice;
  }
}
