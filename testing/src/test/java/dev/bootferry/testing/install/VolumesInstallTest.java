package dev.bootferry.testing.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.data.Json;
import dev.bootferry.linux.block.LoopDevice;
import dev.bootferry.linux.block.LoopOptions;
import dev.bootferry.linux.mount.Mount;
import dev.bootferry.linux.mount.MountFlag;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.program.Bootferry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A disk of several volumes, as a configuration file asks for it; and installed once more. */
@Tag("system")
class VolumesInstallTest {
  private static final SystemCommandRunner COMMANDS = new SystemCommandRunner();

  private static Path folder;
  private static String source;
  private static InstalledDisk first;

  @BeforeAll
  static void install() throws IOException {
    folder = RunFolder.create("volumes");
    source =
        SmallSystem.binding(SampleSet.APP)
            .withFile("var/lib/sample/seed", "from the image\n")
            .writeSet(folder.resolve("layout"), "app-v1");
    first = run(folder.resolve("disk.img"));
  }

  private static InstalledDisk run(Path image) throws IOException {
    Files.writeString(image.resolveSibling("before.sh"), "test -n \"$BOOTFERRY_TARGET\"\n");
    Files.writeString(
        image.resolveSibling("after.sh"),
        """
        #!/bin/sh
        echo done >"$BOOTFERRY_ROOT/etc/by-script"
        echo done >"$BOOTFERRY_VAR/by-script"
        """);
    Path configuration =
        Files.writeString(
            image.resolveSibling("install.toml"),
            """
            version = 1
            source = "%s"

            [disk]
            path = "%s"
            file-size = "4G"
            wipe = true

            [layout]
            root = { filesystem = "ext4", size = "1500M" }
            boot = { size = "400M" }
            swap = { size = "64M" }
            var = { filesystem = "xfs", size = "rest", keep = true }

            [[layout.partition]]
            label = "logs"
            filesystem = "ext4"
            mount = "/srv/logs"
            size = "5%%"

            [scripts]
            before = "before.sh"
            after = "after.sh"
            """
                .formatted(source, image));
    CommandResult done =
        new Bootferry(COMMANDS)
            .withoutNetwork()
            .run("install", "--config", configuration.toString(), "--yes", "--json");
    return new InstalledDisk(image, Json.readObject(done.output(), "the output"));
  }

  @FunctionalInterface
  private interface Look {
    void at(Path root) throws IOException;
  }

  private static void look(InstalledDisk disk, String partition, String type, Look look)
      throws IOException {
    mounted(disk, partition, type, EnumSet.of(MountFlag.READ_ONLY), look);
  }

  private static void mounted(
      InstalledDisk disk, String partition, String type, Set<MountFlag> flags, Look look)
      throws IOException {
    LoopOptions place = disk.place(partition);
    try (LoopDevice device = LoopDevice.attach(disk.image(), place);
        Mount mount =
            Mount.fileSystem(
                device.path().toString(), RunFolder.create("mounted"), type, flags, "")) {
      look.at(mount.target());
      mount.unmount();
    }
  }

  @Test
  void everythingIsWhereTheSystemWillLookForIt() throws IOException {
    assertThat(COMMANDS.run(Command.of("sgdisk", "-v", first.image().toString())).text())
        .contains("No problems found");
    look(
        first,
        "boot",
        "ext4",
        boot -> {
          assertThat(boot.resolve("grub/grub.cfg")).isRegularFile();
          assertThat(boot.resolve("boot/loader/entries/ostree-1.conf")).isRegularFile();
          assertThat(boot.resolve("ostree")).isDirectory();
        });
    look(
        first,
        "var",
        "xfs",
        var -> {
          assertThat(var.resolve("lib/sample/seed")).hasContent("from the image\n");
          assertThat(var.resolve("by-script")).hasContent("done");
        });
    try (MountedRoot root = first.mount()) {
      assertThat(root.path().resolve("boot")).isEmptyDirectory();
      assertThat(root.path().resolve("ostree/deploy/default/var")).isEmptyDirectory();
    }
  }

  @Test
  void theSystemMountsItsVolumes() throws IOException {
    String boot = first.kargs().stream().filter(k -> k.startsWith("boot=")).findFirst().get();
    mountedBoth(
        first,
        deployment -> {
          assertThat(deployment.resolve("etc/by-script")).hasContent("done");
          List<String> lines = Files.readAllLines(deployment.resolve("etc/fstab"));
          assertThat(lines)
              .anyMatch(l -> l.equals(boot.substring(5) + " /boot ext4 ro 0 2"))
              .anyMatch(l -> l.matches("UUID=\\S+ none swap defaults 0 0"))
              .anyMatch(l -> l.matches("UUID=\\S+ /var xfs defaults 0 0"))
              .anyMatch(l -> l.matches("UUID=\\S+ /(var/)?srv/logs ext4 defaults,nofail 0 2"));
        });
  }

  /** The deployment is found by the boot entries, which are on the other file system. */
  private static void mountedBoth(InstalledDisk disk, Look look) throws IOException {
    try (MountedRoot root = disk.mount()) {
      Path deploy = root.path().resolve("ostree/deploy/default/deploy");
      try (var names = Files.list(deploy)) {
        look.at(names.filter(Files::isDirectory).findFirst().orElseThrow());
      }
    }
  }

  @Test
  void whatIsKeptSurvivesAnotherInstallation() throws IOException {
    Path image = RunFolder.create("twice").resolve("disk.img");
    InstalledDisk once = run(image);
    String before = partition(once, "var");
    mounted(
        once,
        "var",
        "xfs",
        EnumSet.noneOf(MountFlag.class),
        var -> Files.writeString(var.resolve("lib/mine"), "of the site"));

    InstalledDisk second = run(image);

    assertThat(partition(second, "var")).isEqualTo(before);
    look(
        second,
        "var",
        "xfs",
        var -> {
          assertThat(var.resolve("lib/mine")).hasContent("of the site");
          assertThat(var.resolve("lib/sample/seed")).hasContent("from the image\n");
        });
    mountedBoth(
        second,
        deployment ->
            assertThat(Files.readString(deployment.resolve("etc/fstab")))
                .containsPattern("(?m)^PARTUUID=[0-9a-f-]+ /var xfs defaults 0 0$"));
    assertThat(COMMANDS.run(Command.of("sgdisk", "-v", second.image().toString())).text())
        .contains("No problems found");
  }

  /** Number, place, type and identity. */
  private static String partition(InstalledDisk disk, String name) {
    return COMMANDS
        .run(Command.of("sfdisk", "--dump", disk.image().toString()))
        .text()
        .lines()
        .filter(line -> line.contains("name=\"" + name + "\""))
        .findFirst()
        .orElseThrow();
  }
}
