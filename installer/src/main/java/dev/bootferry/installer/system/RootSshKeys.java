package dev.bootferry.installer.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Base64;

/**
 * Root's keys on the installed machine, as bootc does it: by a tmpfiles.d line, since root's home
 * is in /var, which the image does not fill again.
 */
public final class RootSshKeys {
  private static final String FILE = "etc/tmpfiles.d/bootc-root-ssh.conf";

  private RootSshKeys() {}

  /** Writes the line into a deployment's /etc; /root is a link into /var on most systems. */
  public static void write(Path deployment, String keys) throws IOException {
    String home = InImage.resolveFirst(deployment, "/root").substring(1);
    String line =
        "f~ /"
            + home
            + "/.ssh/authorized_keys 600 root root - "
            + Base64.getEncoder().encodeToString(keys.getBytes(StandardCharsets.UTF_8))
            + "\n";
    Path file = deployment.resolve(FILE);
    Path folder = deployment.resolve("etc/tmpfiles.d");
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(folder);
    }
    Files.writeString(
        file, "d /" + home + "/.ssh 0700 root root -\n" + line, StandardCharsets.UTF_8);
  }
}
