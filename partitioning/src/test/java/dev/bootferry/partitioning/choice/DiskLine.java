package dev.bootferry.partitioning.choice;

import dev.bootferry.core.ByteSize;
import dev.bootferry.partitioning.disk.Extent;
import dev.bootferry.partitioning.hardware.DiskDescription;
import dev.bootferry.partitioning.hardware.FoundPartition;
import dev.bootferry.partitioning.target.Use;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a disk of the words of its line. */
final class DiskLine {
  private static final Set<String> FLAGS =
      Set.of("rotational", "removable", "ro", "system", "medium", "claimed", "gpt", "dos", "quiet");
  private static final Set<String> TEXTS =
      Set.of("model", "vendor", "serial", "wwn", "tran", "sector");

  private final Set<String> flags = new HashSet<>();
  private final Map<String, String> texts = new HashMap<>();
  private final List<String> links = new ArrayList<>();
  private final List<FoundPartition> partitions = new ArrayList<>();
  private final List<Use> uses = new ArrayList<>();
  private final List<String> contents = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  private DiskLine() {}

  static DiskDescription read(List<String> words) {
    DiskLine line = new DiskLine();
    words.subList(2, words.size()).forEach(line::word);
    return line.disk("/dev/" + words.get(0), size(words.get(1)));
  }

  /** As in {@code 4G-3}: four gibibytes but three bytes. */
  private static long size(String text) {
    String[] parts = text.split("-", 2);
    return ByteSize.parse(parts[0]).bytes() - (parts.length > 1 ? Long.parseLong(parts[1]) : 0);
  }

  private void word(String word) {
    int equals = word.indexOf('=');
    if (equals < 0) {
      require(FLAGS, word);
      flags.add(word);
      return;
    }
    String value = word.substring(equals + 1);
    switch (word.substring(0, equals)) {
      case "by-id" -> links.add("by-id/" + value);
      case "by-path" -> links.add("by-path/" + value);
      case "holds" -> contents.add(value);
      case "fault" -> faults.add(value);
      case "part" -> partition(value.split(":", 2));
      case "mounted" -> use(Use.Kind.MOUNTED, value);
      case "swap" -> use(Use.Kind.SWAP, value);
      case "held" -> use(Use.Kind.HELD, value);
      case "attached" -> use(Use.Kind.ATTACHED, value);
      case String name -> {
        require(TEXTS, name);
        texts.put(name, value);
      }
    }
  }

  private static void require(Set<String> known, String word) {
    if (!known.contains(word)) {
      throw new IllegalArgumentException("no such word: " + word);
    }
  }

  private void use(Use.Kind kind, String text) {
    String[] parts = text.split("@", 2);
    uses.add(new Use(kind, "/dev/" + parts[0], parts.length > 1 ? parts[1] : ""));
  }

  private void partition(String[] words) {
    int number = partitions.size() + 1;
    Optional<String> content = Optional.of(words[0]).filter(c -> !c.equals("unknown"));
    Optional<String> label = words.length > 1 ? Optional.of(words[1]) : Optional.empty();
    Extent place = new Extent((long) number << 20, 1 << 20);
    partitions.add(new FoundPartition(number, "", "83", place, content, label));
    content.ifPresent(c ->
        contents.add(c + label.map(l -> " \"" + l + "\"").orElse("") + " in partition " + number));
  }

  private DiskDescription disk(String path, long size) {
    Optional<String> table =
        flags.contains("gpt")
            ? Optional.of("gpt")
            : flags.contains("dos") ? Optional.of("dos") : Optional.empty();
    if (table.isPresent() && !flags.contains("quiet")) {
      contents.addFirst("a partition table with " + partitions.size() + " partitions");
    }
    if (flags.contains("claimed")) {
      uses.add(new Use(Use.Kind.CLAIMED, path, ""));
    }
    return new DiskDescription(
        path,
        Optional.ofNullable(texts.get("model")),
        Optional.ofNullable(texts.get("vendor")),
        Optional.ofNullable(texts.get("serial")),
        Optional.ofNullable(texts.get("wwn")),
        links,
        size,
        Integer.parseInt(texts.getOrDefault("sector", "512")),
        flags.contains("rotational"),
        flags.contains("removable"),
        flags.contains("ro"),
        Optional.ofNullable(texts.get("tran")),
        table,
        partitions,
        uses,
        flags.contains("system"),
        flags.contains("medium"),
        contents,
        Optional.empty(),
        faults);
  }
}
