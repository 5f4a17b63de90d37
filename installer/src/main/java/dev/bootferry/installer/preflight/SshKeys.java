package dev.bootferry.installer.preflight;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.installer.InstallerProblem;
import dev.bootferry.installer.settings.AuthorizedKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file of public keys, as sshd(8) describes authorized_keys. */
final class SshKeys {
  private static final int MAX_BYTES = 256 << 10;

  private SshKeys() {}

  /**
   * Reads the file and looks at each line, so that nobody finds out on the installed machine.
   *
   * @throws ProblemException {@code ssh-keys-invalid}
   */
  static String read(Path file) {
    String text;
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw invalid(file, "it is larger than " + MAX_BYTES + " bytes");
      }
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw invalid(file, "it cannot be read: " + e.getMessage());
    }
    if (AuthorizedKeys.isPrivate(text)) {
      throw invalid(file, "it holds a private key");
    }
    List<String> lines = text.lines().toList();
    int keys = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        if (!AuthorizedKeys.isKey(line)) {
          throw invalid(file, "line " + (i + 1) + " is no public key");
        }
        keys++;
      }
    }
    if (keys == 0) {
      throw invalid(file, "there is no key in it");
    }
    return text;
  }

  private static ProblemException invalid(Path file, String why) {
    return new Problem(
            InstallerProblem.SSH_KEYS_INVALID,
            "take root's keys from " + file,
            why,
            "Give a file of public keys, one on each line, such as ~/.ssh/id_ed25519.pub.")
        .exception();
  }
}
