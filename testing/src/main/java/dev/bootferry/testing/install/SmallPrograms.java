package dev.bootferry.testing.install;

import dev.bootferry.core.io.ByteCounter;
import dev.bootferry.deployment.tools.ImageTools;
import dev.bootferry.deployment.tools.ToolWish;
import dev.bootferry.images.opening.OpenedSet;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.SystemCommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Programs of the sample system with their libraries, as a layer that small systems share. */
final class SmallPrograms {
  /** What an installation takes out of an image. */
  static final SmallPrograms FOR_INSTALLING = new SmallPrograms("installing", Set.of());

  /**
   * What the installed system needs as well to upgrade itself, and what tests run there. Its
   * systemctl does nothing: there is no systemd, either.
   */
  static final SmallPrograms FOR_RUNNING =
      new SmallPrograms(
          "running",
          Set.of(
              "sh",
              "env",
              "cat",
              "chmod",
              "cp",
              "dirname",
              "fallocate",
              "id",
              "ls",
              "mkdir",
              "mkfifo",
              "mktemp",
              "mount",
              "rm",
              "skopeo",
              "stat",
              "sync",
              "touch",
              "umount",
              "uname",
              "unshare"));

  private static final Set<String> INSTALL =
      Set.of("ostree", "mkfs.ext4", "mke2fs", "e2fsck", "grub-mkimage");

  /** Of glibc's libraries those that are empty by now, and that Java still names. */
  private static final String EMPTY_LIBRARIES = "./usr/lib/*-linux-gnu/lib%s.so.*";

  private final String name;
  private final Set<String> more;
  private SmallLayout.@Nullable Layer layer;

  private SmallPrograms(String name, Set<String> more) {
    this.name = name;
    this.more = more;
  }

  /** The layer; made once in a run. */
  synchronized SmallLayout.Layer layer() throws IOException {
    SmallLayout.Layer made = layer;
    if (made == null) {
      made = make();
      layer = made;
    }
    return made;
  }

  private SmallLayout.Layer make() throws IOException {
    Set<String> programs = new HashSet<>(INSTALL);
    programs.addAll(more);
    ToolWish wish = new ToolWish(programs, Set.of("usr/lib/grub", "usr/lib/shim"));
    Path root = RunFolder.path().resolve("programs-for-" + name);
    try (OpenedSet set = SampleSet.open(SampleSet.bundle())) {
      var _ =
          new ImageTools(set.set().base(), set.tree(), wish)
              .extract(set.blobs(set.set().base()), root, ByteCounter.NONE);
      if (this == FOR_RUNNING) {
        Path debian =
            SampleSet.layout()
                .resolve("blobs/sha256")
                .resolve(set.set().base().manifest().layers().getFirst().digest().hex());
        var _ =
            new SystemCommandRunner()
                .run(
                    Command.of(
                        "tar",
                        "-xf",
                        debian.toString(),
                        "-C",
                        root.toString(),
                        "--wildcards",
                        EMPTY_LIBRARIES.formatted("dl"),
                        EMPTY_LIBRARIES.formatted("m"),
                        EMPTY_LIBRARIES.formatted("pthread"),
                        EMPTY_LIBRARIES.formatted("rt")));
        Path systemctl = Files.writeString(root.resolve("usr/bin/systemctl"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(systemctl, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
    return SmallLayout.pack(root, root.resolveSibling(root.getFileName() + ".tar"));
  }
}
