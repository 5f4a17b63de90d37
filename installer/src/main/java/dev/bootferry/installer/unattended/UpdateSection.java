package dev.bootferry.installer.unattended;

import dev.bootferry.core.Secret;
import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.data.Toml;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.reference.ImageName;
import dev.bootferry.installer.form.SoundTable;
import dev.bootferry.installer.settings.AuthorizedKeys;
import dev.bootferry.installer.settings.UpdateSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code [updates]}.
 *
 * @param files where keys and settings are
 */
record UpdateSection(FileReferences files) {
  /** What is done with the content of one file. */
  private interface ContentCheck {
    void check(SoundTable table, String name, String content);
  }

  UpdateSettings read(SoundTable table) {
    return new UpdateSettings(
        table.text("origin").filter(name -> isImage(table, name)),
        named(table, "trusted-key", UpdateSection::checkKey),
        pullSecret(table),
        named(table, "registry", UpdateSection::checkRegistries));
  }

  private static boolean isImage(SoundTable table, String name) {
    try {
      var _ = ImageName.parse(name);
      return true;
    } catch (ProblemException e) {
      table.wrong("origin", ConfigMessage.ORIGIN_INVALID, e.problem().why());
      return false;
    }
  }

  private Map<String, String> named(SoundTable table, String key, ContentCheck check) {
    Map<String, String> result = new LinkedHashMap<>();
    Set<String> names = new HashSet<>();
    for (SoundTable entry : table.tables(key)) {
      Optional<byte[]> content = FileSection.content(entry, files);
      Optional<String> name = name(entry);
      if (name.isEmpty()) {
        if (!entry.has("name") && entry.has("content")) {
          entry.wrong("name", ConfigMessage.NAME_MISSING);
        }
      } else if (!names.add(name.get())) {
        entry.wrong("name", ConfigMessage.NAME_TWICE, name.get());
      } else if (content.isPresent()) {
        String text = new String(content.get(), StandardCharsets.UTF_8);
        check.check(entry, name.get(), text);
        result.put(name.get(), text);
      }
    }
    return result;
  }

  private static Optional<String> name(SoundTable entry) {
    return entry
        .text("name")
        .or(() ->
            entry
                .text("source")
                .filter(_ -> !entry.has("name"))
                .map(source -> String.valueOf(Path.of(source).getFileName())));
  }

  private static void checkKey(SoundTable table, String name, String content) {
    String key = table.has("source") ? "source" : "content";
    if (AuthorizedKeys.isPrivate(content)) {
      table.wrong(key, ConfigMessage.TRUST_PRIVATE);
    } else if (!content.contains("-----BEGIN PUBLIC KEY-----")
        || !content.contains("-----END PUBLIC KEY-----")) {
      table.wrong(key, ConfigMessage.TRUST_NO_KEY);
    }
  }

  private static void checkRegistries(SoundTable table, String name, String content) {
    if (!name.endsWith(".conf")) {
      table.wrong(table.has("name") ? "name" : "source", ConfigMessage.REGISTRY_NAME, name);
    }
    try {
      var _ = Toml.read(content, name);
    } catch (ProblemException e) {
      table.wrong(
          table.has("source") ? "source" : "content",
          ConfigMessage.REGISTRY_INVALID,
          e.problem().why());
    }
  }

  /** Nothing of its content is repeated: it holds passwords. */
  private Optional<Secret> pullSecret(SoundTable table) {
    Optional<byte[]> bytes = files.read(table, "pull-secret", FileReferences.SMALL);
    if (bytes.isPresent() && !isAuthFile(bytes.get())) {
      table.wrong(
          "pull-secret",
          ConfigMessage.PULL_SECRET_INVALID,
          table.text("pull-secret").orElseThrow());
      return Optional.empty();
    }
    return bytes.map(Secret::of);
  }

  private static boolean isAuthFile(byte[] bytes) {
    try {
      return Json.readObject(bytes, "the pull secret").get("auths").orElse(null)
          instanceof JsonObject;
    } catch (ProblemException e) {
      return false;
    }
  }
}
