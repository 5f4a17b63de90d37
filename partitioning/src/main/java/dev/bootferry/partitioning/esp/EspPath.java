package dev.bootferry.partitioning.esp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The path of a file in the EFI system partition, such as {@code EFI/BOOT/BOOTX64.EFI}: relative to
 * its root, with slashes. Names that differ only in case are the same file; names that the tools
 * would take for a pattern are refused.
 *
 * @param value letters, digits and {@code . _ ~ + -} between slashes
 */
public record EspPath(String value) implements Comparable<EspPath> {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_~+.][A-Za-z0-9_~+.-]{0,254}");

  public EspPath {
    if (!isPath(value)) {
      throw new IllegalArgumentException("not a path in an EFI system partition: " + value);
    }
  }

  /** Empty when it is not a path of this form. */
  static Optional<EspPath> tryParse(String value) {
    return isPath(value) ? Optional.of(new EspPath(value)) : Optional.empty();
  }

  private static boolean isPath(String value) {
    return Stream.of(value.split("/", -1))
        .allMatch(name -> NAME.matcher(name).matches() && !name.endsWith("."));
  }

  /** The folders above it, outermost first. */
  List<EspPath> folders() {
    List<EspPath> folders = new ArrayList<>();
    for (int slash = value.indexOf('/'); slash >= 0; slash = value.indexOf('/', slash + 1)) {
      folders.add(new EspPath(value.substring(0, slash)));
    }
    return folders;
  }

  /** The same for all spellings of one file. */
  String key() {
    return value.toLowerCase(Locale.ROOT);
  }

  @Override
  public int compareTo(EspPath other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
