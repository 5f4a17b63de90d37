package dev.bootferry.installer.unattended;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** Files that are only here, in the folder /media. */
final class Nearby implements NearbyFiles {
  static final String KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKey admin";

  private static final Map<String, String> FILES =
      Map.ofEntries(
          Map.entry("/media/passphrase", "correct horse\n"),
          Map.entry("/media/two-lines", "correct\nhorse\n"),
          Map.entry("/media/empty", ""),
          Map.entry("/media/only-a-line-end", "\n"),
          Map.entry("/media/keys", "# admins\n" + KEY + "\n\n"),
          Map.entry("/media/bad-keys", "# admins\n" + KEY + "\nno key\n"),
          Map.entry("/media/remarks", "# nobody yet\n"),
          Map.entry("/media/id_ed25519", "-----BEGIN OPENSSH PRIVATE KEY-----\n"),
          Map.entry(
              "/media/site.pem",
              "-----BEGIN PUBLIC KEY-----\nMCowBQ==\n-----END PUBLIC KEY-----\n"),
          Map.entry("/media/private.pem", "-----BEGIN PRIVATE KEY-----\n"),
          Map.entry("/media/auth.json", "{\"auths\": {\"registry.example\": {}}}"),
          Map.entry("/media/mirror.conf", "[[registry]]\nlocation = \"docker.io\"\n"),
          Map.entry("/media/bad.conf", "[[registry\n"),
          Map.entry("/media/before.sh", "#!/bin/sh\n"),
          Map.entry("/media/motd", "welcome\n"));

  @Override
  public Path resolve(String path) {
    return Path.of("/media").resolve(path).normalize();
  }

  @Override
  public byte[] read(String path, int limit) throws IOException {
    check(path);
    return FILES.getOrDefault(resolve(path).toString(), "").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void check(String path) throws IOException {
    if (!FILES.containsKey(resolve(path).toString())) {
      throw new NoSuchFileException("there is no such file");
    }
  }
}
