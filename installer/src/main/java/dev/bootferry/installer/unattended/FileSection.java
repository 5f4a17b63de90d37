package dev.bootferry.installer.unattended;

import dev.bootferry.core.Secret;
import dev.bootferry.installer.form.SoundTable;
import dev.bootferry.installer.settings.ExtraFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code [[file]]}, and other tables that hold a content or name where it is. */
final class FileSection {
  static final String USUAL_MODE = "0644";
  static final String USUAL_OWNER = "root:root";

  private static final List<String> CONTENTS = List.of("content", "content-base64", "source");

  /** What other keys of this file, or the installation itself, write. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "/etc/passwd", "[[user]]",
          "/etc/shadow", "[[user]] and [root]",
          "/etc/group", "[[user]]",
          "/etc/gshadow", "[[user]]",
          "/etc/fstab", "[layout]",
          "/etc/crypttab", "[encryption]");

  private FileSection() {}

  static List<ExtraFile> read(SoundTable top, FileReferences files) {
    List<ExtraFile> result = new ArrayList<>();
    Set<String> paths = new HashSet<>();
    for (SoundTable table : top.tables("file")) {
      String path = table.text("path").orElse("");
      if (!path.isEmpty()) {
        checkPlace(table, path, top);
        if (!paths.add(path)) {
          table.wrong("path", ConfigMessage.FILE_TWICE, path);
        }
      }
      Optional<byte[]> content = content(table, files);
      if (!path.isEmpty() && content.isPresent()) {
        result.add(
            new ExtraFile(
                path,
                Secret.of(content.get()),
                Integer.parseInt(table.text("mode").orElse(USUAL_MODE), 8),
                table.text("owner").orElse(USUAL_OWNER)));
      }
    }
    return result;
  }

  private static void checkPlace(SoundTable table, String path, SoundTable top) {
    boolean below = path.startsWith("/etc/") || path.startsWith("/var/");
    if (!below || !Places.isPlain(path)) {
      table.wrong("path", ConfigMessage.FILE_PLACE, path);
    } else if (OTHERS.containsKey(path)) {
      table.wrong("path", ConfigMessage.FILE_OTHER_KEY, path, OTHERS.get(path));
    } else {
      otherKey(path, top)
          .ifPresent(key -> table.wrong("path", ConfigMessage.FILE_OTHER_KEY, path, key));
    }
  }

  /** Keys that write a file only when they are given. */
  private static Optional<String> otherKey(String path, SoundTable top) {
    SoundTable system = top.table("system");
    SoundTable updates = top.table("updates");
    return switch (path) {
      case "/etc/hostname" -> given(system, "hostname");
      case "/etc/localtime" -> given(system, "timezone");
      case "/etc/locale.conf" -> given(system, "locale");
      case "/etc/vconsole.conf" -> given(system, "keymap");
      case "/etc/ostree/auth.json" -> given(updates, "pull-secret");
      default -> Optional.empty();
    };
  }

  private static Optional<String> given(SoundTable table, String key) {
    return Optional.of(table.at(key)).filter(_ -> table.has(key));
  }

  /** The content, from whichever of the keys gives it. */
  static Optional<byte[]> content(SoundTable table, FileReferences files) {
    List<String> given = CONTENTS.stream().filter(table::has).toList();
    if (given.isEmpty()) {
      table.wrong(
          ConfigMessage.CONTENT_MISSING,
          table.path().startsWith("file[")
              ? "content, content-base64 or source"
              : "content or source");
    }
    given.stream()
        .skip(1)
        .forEach(key -> table.wrong(key, ConfigMessage.CONTENT_TWICE, given.getFirst()));
    return table
        .text("content")
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .or(() -> table.text("content-base64").flatMap(text -> decoded(table, text)))
        .or(() -> files.read(table, "source", FileReferences.LARGE));
  }

  private static Optional<byte[]> decoded(SoundTable table, String text) {
    try {
      return Optional.of(Base64.getDecoder().decode(text.replaceAll("\\s", "")));
    } catch (IllegalArgumentException e) {
      table.wrong("content-base64", ConfigMessage.BASE64_INVALID);
      return Optional.empty();
    }
  }
}
