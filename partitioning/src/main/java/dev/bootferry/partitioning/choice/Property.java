package dev.bootferry.partitioning.choice;

import dev.bootferry.core.ByteSize;
import dev.bootferry.partitioning.hardware.DiskDescription;
import dev.bootferry.partitioning.target.DiskIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something that is asked of a disk, and what the disk has.
 *
 * @param name as the configuration spells it
 * @param wanted for people
 * @param actual for people
 */
record Property(String name, String wanted, String actual, boolean agrees) {
  /** All that the choice asks. */
  static List<Property> of(DiskChoice choice, DiskDescription disk) {
    List<Property> all = new ArrayList<>();
    choice.path().ifPresent(path -> all.add(path(path, disk)));
    choice.serial().ifPresent(s -> all.add(text("serial", s, disk.serial())));
    choice
        .wwn()
        .ifPresent(wwn ->
            all.add(
                new Property(
                    "wwn",
                    wwn,
                    disk.wwn().orElse("none"),
                    disk.wwn()
                        .map(DiskIdentity::plainWwn)
                        .equals(Optional.of(DiskIdentity.plainWwn(wwn))))));
    choice.byId().ifPresent(id -> all.add(link("by-id", id, disk)));
    choice.byPath().ifPresent(path -> all.add(link("by-path", path, disk)));
    choice
        .model()
        .ifPresent(model ->
            all.add(
                new Property(
                    "model",
                    model,
                    disk.model().orElse("none"),
                    disk.model().filter(m -> matches(model.strip(), m.strip())).isPresent())));
    choice
        .minSize()
        .ifPresent(size ->
            all.add(
                new Property(
                    "size",
                    "at least " + exact(size.bytes()),
                    exact(disk.size()),
                    disk.size() >= size.bytes())));
    choice
        .maxSize()
        .ifPresent(size ->
            all.add(
                new Property(
                    "size",
                    "at most " + exact(size.bytes()),
                    exact(disk.size()),
                    disk.size() <= size.bytes())));
    choice.rotational().ifPresent(r -> all.add(flag("rotational", r, disk.rotational())));
    choice.transport().ifPresent(t -> all.add(text("transport", t, disk.transport())));
    choice.empty().ifPresent(e -> all.add(flag("empty", e, disk.isEmpty())));
    return all;
  }

  private static Property path(String path, DiskDescription disk) {
    boolean agrees =
        path.equals(disk.path())
            || disk.links().stream().anyMatch(link -> path.equals("/dev/disk/" + link));
    return new Property("path", path, disk.path(), agrees);
  }

  private static Property text(String name, String wanted, Optional<String> actual) {
    return new Property(
        name,
        wanted,
        actual.orElse("none"),
        actual.map(String::strip).equals(Optional.of(wanted.strip())));
  }

  private static Property link(String kind, String wanted, DiskDescription disk) {
    List<String> links =
        disk.links().stream()
            .filter(link -> link.startsWith(kind + "/"))
            .map(link -> link.substring(kind.length() + 1))
            .toList();
    return new Property(
        kind,
        wanted,
        links.isEmpty() ? "none" : String.join(" or ", links),
        links.contains(wanted));
  }

  private static Property flag(String name, boolean wanted, boolean actual) {
    return new Property(name, Boolean.toString(wanted), Boolean.toString(actual), wanted == actual);
  }

  /** A star stands for any characters, a question mark for one. */
  private static boolean matches(String pattern, String text) {
    StringBuilder expression = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      String each = pattern.substring(i, i + 1);
      expression.append(
          switch (each) {
            case "*" -> ".*";
            case "?" -> ".";
            default -> Pattern.quote(each);
          });
    }
    return Pattern.compile(expression.toString(), Pattern.DOTALL).matcher(text).matches();
  }

  static String exact(long bytes) {
    return new ByteSize(bytes) + " (" + bytes + " bytes)";
  }
}
