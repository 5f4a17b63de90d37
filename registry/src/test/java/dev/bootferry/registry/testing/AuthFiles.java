package dev.bootferry.registry.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Writes files of containers-auth.json(5). */
public final class AuthFiles {
  private AuthFiles() {}

  public static Path basic(Path file, String key, String user, String password) throws IOException {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    String auth = Base64.getEncoder().encodeToString(both);
    return write(file, "{\"auths\":{\"" + key + "\":{\"auth\":\"" + auth + "\"}}}");
  }

  public static Path identity(Path file, String key, String token) throws IOException {
    return write(file, "{\"auths\":{\"" + key + "\":{\"identitytoken\":\"" + token + "\"}}}");
  }

  public static Path write(Path file, String content) throws IOException {
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    return Files.writeString(file, content);
  }
}
