package dev.bootferry.deployment.upgrade;

import dev.bootferry.images.tree.ImageTree;
import dev.bootferry.images.tree.TreeEntry;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which systemd an image has, by the name of its private library. */
final class SystemdVersion {
  private static final Pattern LIBRARY =
      Pattern.compile("libsystemd-(?:shared|core)-([0-9]{2,4})[^/]*\\.so");

  private SystemdVersion() {}

  static OptionalInt find(ImageTree tree) {
    Stream<String> folders =
        Stream.concat(
            Stream.of("usr/lib/systemd", "usr/lib64/systemd"),
            tree.list("usr/lib").stream()
                .filter(e -> e.isDirectory() && e.name().contains("-linux-"))
                .map(e -> e.path() + "/systemd"));
    return folders
        .flatMap(folder -> tree.list(folder).stream())
        .map(TreeEntry::name)
        .map(LIBRARY::matcher)
        .filter(Matcher::matches)
        .mapToInt(m -> Integer.parseInt(m.group(1)))
        .findFirst();
  }
}
