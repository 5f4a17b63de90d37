package dev.bootferry.deployment.sysroot;

import dev.bootferry.core.io.AtomicFile;
import dev.bootferry.deployment.files.KeyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes an empty sysroot on a mounted file system. Running it again changes nothing. */
public final class SysrootInit {
  private SysrootInit() {}

  /**
   * Makes repository and stateroot. While the sysroot is being filled nothing is forced to the disk
   * for each object; {@link SysrootFinish} puts that right.
   */
  public static void create(Sysroot sysroot, SysrootSettings settings) throws IOException {
    if (!Files.exists(sysroot.repository().resolve("config"))) {
      sysroot.ostree().run("admin", "init-fs", "--modern", sysroot.root().toString());
    }
    KeyFile config = RepoConfig.read(sysroot);
    config
        .set("sysroot", "bootloader", settings.bootloader())
        .set("sysroot", "bootprefix", "true")
        .set("sysroot", "readonly", "true")
        .set("core", "fsync", "false");
    for (Map.Entry<String, String> entry : settings.configuration().entrySet()) {
      int dot = entry.getKey().indexOf('.');
      config.set(
          entry.getKey().substring(0, dot), entry.getKey().substring(dot + 1), entry.getValue());
    }
    RepoConfig.write(sysroot, config);
    // ostree's own stateroot-init of older versions puts folders into /var, which then counts as
    // filled and does not get what the image has for it.
    Path stateroot = sysroot.stateroot(settings.stateroot());
    for (Path folder : List.of(stateroot, stateroot.resolve("var"))) {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  /** The repository's configuration. */
  static final class RepoConfig {
    private static final String NAME = "config";

    private RepoConfig() {}

    static KeyFile read(Sysroot sysroot) throws IOException {
      return KeyFile.parse(Files.readString(file(sysroot)));
    }

    static void write(Sysroot sysroot, KeyFile config) throws IOException {
      // The new file takes the place of one that may have been labelled.
      Optional<byte[]> label = SysrootLabels.labelOf(sysroot.repository(), NAME);
      AtomicFile.write(file(sysroot), config.toString().getBytes(StandardCharsets.UTF_8));
      Files.setPosixFilePermissions(file(sysroot), PosixFilePermissions.fromString("rw-r--r--"));
      if (label.isPresent()) {
        SysrootLabels.set(sysroot.repository(), NAME, label.get());
      }
    }

    private static Path file(Sysroot sysroot) {
      return sysroot.repository().resolve(NAME);
    }
  }
}
