package dev.bootferry.partitioning.undo;

import dev.bootferry.core.Digest;
import dev.bootferry.partitioning.target.TargetKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A disk by what stays the same when names change: its world wide name, else its serial number; for
 * a loop device and for a file that stands for a disk, the file. A disk that has none of these goes
 * by the name that it has now.
 *
 * @param text for people and programs, such as {@code serial QM00001}
 */
public record DiskIdentity(String text) {
  private static final Path DEVICES = Path.of("/sys/class/block");
  private static final int READABLE = 40;

  /** Below the folder of a device. */
  private record Source(String kind, String file) {}

  private static final List<Source> SOURCES =
      List.of(
          new Source("wwn", "wwid"),
          new Source("wwn", "device/wwid"),
          new Source("serial", "serial"),
          new Source("serial", "device/serial"),
          new Source("uuid", "dm/uuid"),
          new Source("file", "loop/backing_file"));

  /**
   * Of this machine.
   *
   * @param path without symbolic links
   */
  public static DiskIdentity of(Path path, TargetKind kind) {
    return kind == TargetKind.DISK ? ofDevice(DEVICES, path) : new DiskIdentity("file " + path);
  }

  static DiskIdentity ofDevice(Path devices, Path path) {
    String name = Path.of("/dev").relativize(path).toString().replace('/', '!');
    for (Source source : SOURCES) {
      String found = text(devices.resolve(name).resolve(source.file()));
      if (!found.isEmpty()) {
        return new DiskIdentity(source.kind() + " " + found);
      }
    }
    return new DiskIdentity("name " + path);
  }

  private static String text(Path file) {
    try {
      // Firmware pads with blanks, and with worse.
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
          .replaceAll("[\\p{Cntrl}\\p{Space}]+", " ")
          .strip();
    } catch (IOException e) {
      return ""; // No such attribute, or none that this device answers for.
    }
  }

  /** The same for every run and another for every disk; letters, digits, dots and dashes only. */
  public String fileName() {
    String readable = text.replaceAll("[^A-Za-z0-9.-]+", "-");
    return readable.substring(0, Math.min(READABLE, readable.length()))
        + "-"
        + Digest.sha256(text.getBytes(StandardCharsets.UTF_8)).shortHex();
  }

  @Override
  public String toString() {
    return text;
  }
}
