package dev.bootferry.installer.wizard.machine;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.installer.InstallerProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Public keys that a person typed, or the file that has them. */
final class TypedKeys {
  private static final int MAX_BYTES = 256 << 10;

  private static final Pattern KEY =
      Pattern.compile("(?:.*\\s)?(?:ssh-|ecdsa-|sk-)[A-Za-z0-9@.-]+\\s+[A-Za-z0-9+/]+=*(?:\\s.*)?");

  private TypedKeys() {}

  /**
   * Reads them.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code ssh-keys-invalid}
   */
  static List<String> of(String typed) {
    return typed.startsWith("/") ? ofFile(Path.of(typed)) : checked(List.of(typed.strip()), "it");
  }

  private static List<String> ofFile(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw invalid(file + " is larger than " + MAX_BYTES + " bytes");
      }
      List<String> keys =
          Files.readAllLines(file).stream()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .toList();
      if (keys.isEmpty()) {
        throw invalid("there is no key in " + file);
      }
      return checked(keys, "a line of " + file);
    } catch (IOException e) {
      throw invalid(file + " cannot be read");
    }
  }

  private static List<String> checked(List<String> keys, String what) {
    if (keys.stream().anyMatch(k -> !KEY.matcher(k).matches() || k.contains("PRIVATE KEY"))) {
      throw invalid(what + " is no public key");
    }
    return keys;
  }

  private static RuntimeException invalid(String why) {
    return new Problem(
            InstallerProblem.SSH_KEYS_INVALID,
            "take SSH keys",
            why,
            "A public key begins like: ssh-ed25519 AAAA...")
        .exception();
  }
}
