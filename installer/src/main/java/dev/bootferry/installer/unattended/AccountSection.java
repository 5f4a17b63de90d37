package dev.bootferry.installer.unattended;

import dev.bootferry.installer.form.Findings;
import dev.bootferry.installer.form.SoundTable;
import dev.bootferry.installer.settings.AuthorizedKeys;
import dev.bootferry.installer.settings.RootAccount;
import dev.bootferry.installer.settings.UserAccount;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code [root]} and {@code [[user]]}.
 *
 * @param files where lists of keys are
 */
record AccountSection(FileReferences files) {
  RootAccount root(SoundTable table) {
    return new RootAccount(table.text("password-hash"), keys(table));
  }

  List<UserAccount> users(List<SoundTable> tables) {
    List<UserAccount> users = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (SoundTable table : tables) {
      checkGroups(table);
      List<String> keys = keys(table);
      String name = table.text("name").orElse("");
      if (name.equals("root")) {
        table.wrong("name", ConfigMessage.USER_ROOT);
      } else if (!name.isEmpty() && !names.add(name)) {
        table.wrong("name", ConfigMessage.USER_TWICE, name);
      } else if (!name.isEmpty()) {
        users.add(
            new UserAccount(
                name,
                table.texts("groups"),
                table.text("password-hash"),
                keys,
                table.text("shell"),
                table.text("comment")));
      }
    }
    return users;
  }

  private static void checkGroups(SoundTable table) {
    Findings findings = table.findings();
    Set<String> groups = new HashSet<>();
    for (SoundTable.Element group : table.elements("groups")) {
      String name = group.text().orElseThrow();
      if (!groups.add(name)) {
        findings.add(group.path(), ConfigMessage.GROUP_TWICE, name);
      }
    }
  }

  private List<String> keys(SoundTable table) {
    List<String> keys = new ArrayList<>();
    for (SoundTable.Element element : table.elements("ssh-keys")) {
      String key = element.text().orElseThrow();
      if (AuthorizedKeys.isPrivate(key)) {
        table.findings().add(element.path(), ConfigMessage.SSH_PRIVATE);
      } else if (!AuthorizedKeys.isKey(key)) {
        table.findings().add(element.path(), ConfigMessage.SSH_NO_KEY);
      } else {
        keys.add(key);
      }
    }
    Optional<byte[]> file = files.read(table, "ssh-keys-file", FileReferences.SMALL);
    file.ifPresent(
        bytes -> keys.addAll(keysOfFile(table, new String(bytes, StandardCharsets.UTF_8))));
    return keys;
  }

  private static List<String> keysOfFile(SoundTable table, String text) {
    String name = table.text("ssh-keys-file").orElseThrow();
    List<String> keys = AuthorizedKeys.lines(text);
    if (AuthorizedKeys.isPrivate(text)) {
      table.wrong("ssh-keys-file", ConfigMessage.SSH_PRIVATE);
    } else if (keys.isEmpty()) {
      table.wrong("ssh-keys-file", ConfigMessage.SSH_FILE_EMPTY, name);
    } else {
      List<String> lines = text.lines().map(String::strip).toList();
      keys.stream()
          .filter(key -> !AuthorizedKeys.isKey(key))
          .findFirst()
          .ifPresent(key ->
              table.wrong(
                  "ssh-keys-file", ConfigMessage.SSH_NO_KEY_IN_FILE, lines.indexOf(key) + 1, name));
    }
    return keys;
  }
}
