package dev.bootferry.linux.mount;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.linux.LinuxProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is mounted, in the order of the kernel: a later mount on the same target hides an earlier
 * one.
 */
public record MountTable(List<MountEntry> entries) {
  public MountTable {
    entries = List.copyOf(entries);
  }

  /** What this process sees mounted. */
  public static MountTable read() {
    return read(Path.of("/proc/self/mountinfo"));
  }

  /**
   * Reads a file of that form.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code system-call-failed}
   */
  public static MountTable read(Path mountinfo) {
    try {
      return parse(new String(Files.readAllBytes(mountinfo), StandardCharsets.UTF_8));
    } catch (IOException | IllegalArgumentException e) {
      throw new Problem(
              LinuxProblem.SYSTEM_CALL_FAILED,
              "find what is mounted",
              mountinfo + ": " + e.getMessage(),
              "Check that /proc is mounted.")
          .exception(e);
    }
  }

  /**
   * Reads the text of {@code /proc/self/mountinfo}.
   *
   * @throws IllegalArgumentException naming the line that is not of this form
   */
  public static MountTable parse(String text) {
    List<MountEntry> entries = new ArrayList<>();
    // Split at the line feed only: a carriage return is not escaped by the kernel.
    for (String line : text.split("\n", -1)) {
      if (!line.isEmpty()) {
        entries.add(entry(line));
      }
    }
    return new MountTable(entries);
  }

  /** What is visible at exactly this path; empty when nothing is mounted there. */
  public Optional<MountEntry> at(Path target) {
    return entries.reversed().stream().filter(e -> e.target().equals(target)).findFirst();
  }

  /** The file system that holds this absolute, normalised path. */
  public Optional<MountEntry> holding(Path path) {
    return entries.reversed().stream()
        .filter(e -> path.startsWith(e.target()))
        .reduce((a, b) -> b.target().getNameCount() > a.target().getNameCount() ? b : a);
  }

  /** All mounts of this device number. */
  public List<MountEntry> ofDevice(int major, int minor) {
    return entries.stream().filter(e -> e.major() == major && e.minor() == minor).toList();
  }

  private static MountEntry entry(String line) {
    String[] fields = line.split(" ", -1);
    int separator = List.of(fields).indexOf("-");
    if (separator < 6 || fields.length < separator + 3) {
      throw new IllegalArgumentException("not a line of mountinfo: " + line);
    }
    String[] device = fields[2].split(":", -1);
    if (device.length != 2) {
      throw new IllegalArgumentException("no device number: " + line);
    }
    String superOptions = fields.length > separator + 3 ? fields[separator + 3] : "";
    return new MountEntry(
        Integer.parseInt(device[0]),
        Integer.parseInt(device[1]),
        unescape(fields[3]),
        Path.of(unescape(fields[4])),
        List.of(fields[5].split(",", -1)),
        unescape(fields[separator + 1]),
        unescape(fields[separator + 2]),
        List.of(superOptions.split(",", -1)));
  }

  /**
   * The kernel writes space, tab, line feed and backslash as a backslash and three octal digits.
   */
  private static String unescape(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && text.length() - i > 3) {
        plain.append((char) Integer.parseInt(text, i + 1, i + 4, 8));
        i += 3;
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
