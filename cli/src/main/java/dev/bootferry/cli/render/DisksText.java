package dev.bootferry.cli.render;

import dev.bootferry.cli.terminal.Printable;
import dev.bootferry.core.ByteSize;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.partitioning.choice.DiskVerdict;
import dev.bootferry.partitioning.hardware.DiskDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Disks and what may be done with them, for people: no line is longer than 80 columns. */
public final class DisksText {
  private static final int WIDTH = 80;
  private static final int INDENT = 12;

  private final StringBuilder text = new StringBuilder();

  private DisksText() {}

  /** Each disk in some lines. */
  public static String of(List<DiskVerdict> verdicts) {
    if (verdicts.isEmpty()) {
      return "This machine has no disks.\n";
    }
    DisksText page = new DisksText();
    verdicts.forEach(page::append);
    return page.text.toString();
  }

  /** The verdict as scripts read it. */
  static String word(DiskVerdict verdict) {
    return switch (verdict) {
      case DiskVerdict.Free _ -> "free";
      case DiskVerdict.NeedsWipe _ -> "needs-wipe";
      case DiskVerdict.Never _ -> "never";
    };
  }

  private void append(DiskVerdict verdict) {
    DiskDescription disk = verdict.disk();
    if (!text.isEmpty()) {
      text.append('\n');
    }
    text.append(title(disk)).append('\n');
    value("serial", disk.serial());
    value("wwn", disk.wwn());
    value("system", disk.operatingSystem());
    disk.contents().forEach(content -> value("holds", Optional.of(content)));
    switch (verdict) {
      case DiskVerdict.Free _ -> value("may be used", Optional.of("it is empty"));
      case DiskVerdict.NeedsWipe _ ->
          value("needs wipe", Optional.of("may be used if all that it holds may be lost"));
      case DiskVerdict.Never never ->
          never.reasons().forEach(reason -> value("never", Optional.of(reason(reason))));
    }
  }

  private static String reason(Problem reason) {
    return reason.why() + " [" + reason.code().id() + "]";
  }

  private static String title(DiskDescription disk) {
    List<String> parts = new ArrayList<>();
    parts.add(disk.size() == 0 ? "no medium" : new ByteSize(disk.size()).toString());
    disk.transport().ifPresent(parts::add);
    disk.vendor().filter(v -> disk.model().isEmpty()).ifPresent(parts::add);
    disk.model().ifPresent(parts::add);
    if (disk.rotational()) {
      parts.add("rotational");
    }
    if (disk.sectorSize() != 512 && disk.size() > 0) {
      parts.add("sectors of " + disk.sectorSize() + " bytes");
    }
    String title = String.format(Locale.ROOT, "%-12s ", disk.path());
    return Printable.line(title + String.join(", ", parts));
  }

  private void value(String name, Optional<String> value) {
    value
        .map(Printable::line)
        .ifPresent(line -> {
          String label = name;
          for (String part : wrap(line, WIDTH - INDENT - 2)) {
            text.append(String.format(Locale.ROOT, "  %-" + INDENT + "s%s%n", label, part));
            label = "";
          }
        });
  }

  /** Breaks at spaces, and a word that is too long where it must be. */
  private static List<String> wrap(String line, int width) {
    List<String> parts = new ArrayList<>();
    String rest = line;
    while (rest.length() > width) {
      int space = rest.lastIndexOf(' ', width);
      int end = space > 0 ? space : width;
      parts.add(rest.substring(0, end));
      rest = rest.substring(end).stripLeading();
    }
    parts.add(rest);
    return parts;
  }
}
