package dev.bootferry.testing.stick;

import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.install.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Images of a stick that carries the program and a bundle. */
public enum StickImage {
  /** FAT32, made with mtools: it keeps no permissions, and no links. */
  FAT,
  EXT4;

  private static final SystemCommandRunner COMMANDS = new SystemCommandRunner();
  private static final String SIZE = "600M";

  /** Makes one; the bundle is there as {@code site-v2.tar}, whatever its version. */
  public Path make(Path bundle) throws IOException {
    Path image = RunFolder.create("stick").resolve("stick.img");
    run("truncate", "-s", SIZE, image);
    switch (this) {
      case FAT -> {
        run("mkfs.vfat", "-F", "32", image);
        run("mcopy", "-s", "-i", image, Stick.folder(), "::");
        run("mcopy", "-i", image, bundle, "::site-v2.tar");
      }
      case EXT4 -> {
        Path tree = Files.createDirectory(image.resolveSibling("tree"));
        run("cp", "-a", Stick.folder(), tree.resolve("bootferry"));
        run("ln", bundle, tree.resolve("site-v2.tar"));
        run("mke2fs", "-q", "-t", "ext4", "-d", tree, image);
      }
    }
    return image;
  }

  private static void run(Object... argv) {
    var _ = COMMANDS.run(Command.of(java.util.Arrays.stream(argv).map(Object::toString).toList()));
  }
}
