package dev.bootferry.installer.settings;

import java.util.List;
import java.util.regex.Pattern;

/** Lines of a file as sshd(8) describes authorized_keys. */
public final class AuthorizedKeys {
  private static final Pattern KEY =
      Pattern.compile("(?:.*\\s)?(?:ssh-|ecdsa-|sk-)[A-Za-z0-9@.-]+\\s+[A-Za-z0-9+/]+=*(?:\\s.*)?");

  private AuthorizedKeys() {}

  /** Whether a line is a public key, with options before it and a comment behind it. */
  public static boolean isKey(String line) {
    return KEY.matcher(line).matches();
  }

  /** Whether somebody mistook the other file. */
  public static boolean isPrivate(String text) {
    return text.contains("PRIVATE KEY");
  }

  /** The lines that should be keys: neither empty nor a remark. */
  public static List<String> lines(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }
}
