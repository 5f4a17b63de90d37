package dev.bootferry.installer.wizard.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.Digest;
import dev.bootferry.core.data.Json;
import dev.bootferry.installer.wizard.machine.AttachedMedia.Volume;
import dev.bootferry.linux.block.LoopDevice;
import dev.bootferry.linux.block.LoopOptions;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.SystemCommandRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttachedMediaTest {
  private static final SystemCommandRunner COMMANDS = new SystemCommandRunner();

  @TempDir private Path folder;

  @Test
  void onlyWhatCanBeTakenOutAndIsNotMountedIsLookedAt() {
    String lsblk =
        """
        {"blockdevices": [
          {"path": "/dev/sda1", "fstype": "ext4", "hotplug": false, "rm": false, "type": "part", "mountpoints": [null]},
          {"path": "/dev/sdb", "fstype": null, "hotplug": true, "rm": true, "type": "disk", "mountpoints": [null]},
          {"path": "/dev/sdb1", "fstype": "ext3", "hotplug": true, "rm": true, "type": "part", "mountpoints": [null]},
          {"path": "/dev/sdb2", "fstype": "vfat", "hotplug": true, "rm": true, "type": "part", "mountpoints": ["/mnt"]},
          {"path": "/dev/sdb3", "fstype": "crypto_LUKS", "hotplug": true, "rm": true, "type": "part", "mountpoints": []},
          {"path": "/dev/sr0", "fstype": "iso9660", "hotplug": false, "rm": false, "type": "rom", "mountpoints": [null]}
        ]}
        """;
    assertThat(
            AttachedMedia.volumes(Json.readObject(lsblk.getBytes(StandardCharsets.UTF_8), "lsblk")))
        .containsExactly(
            new Volume(Path.of("/dev/sdb1"), "ext4"), new Volume(Path.of("/dev/sr0"), "iso9660"));
  }

  @Test
  @Tag("system")
  void aMediumIsReadAndStaysAsItIs() throws IOException {
    Path tree = Files.createDirectory(folder.resolve("tree"));
    Files.writeString(tree.resolve("site.tar"), "a bundle");
    Path image = folder.resolve("stick.img");
    Files.write(image, new byte[8 << 20]);
    for (List<String> argv :
        List.of(
            List.of("mke2fs", "-q", "-t", "ext4", "-d", tree.toString(), image.toString()),
            // As it is after it was pulled out: its journal would be replayed.
            List.of("debugfs", "-w", "-R", "feature needs_recovery", image.toString()))) {
      var _ = COMMANDS.run(Command.of(argv));
    }
    Digest before = Digest.sha256(Files.readAllBytes(image));
    try (LoopDevice device = LoopDevice.attach(image, LoopOptions.whole(512));
        AttachedMedia media = new AttachedMedia(folder.resolve("media"))) {
      media.mount(
          List.of(
              new Volume(device.path(), "ext4"),
              new Volume(Path.of("/dev/nothing-like-it"), "ext4")));
      Path place = folder.resolve("media").resolve(device.path().getFileName());
      assertThat(place.resolve("site.tar")).hasContent("a bundle");
      media.keep(place::equals);
      assertThat(place.resolve("site.tar")).exists();
      media.keep(_ -> false);
      assertThat(place).isEmptyDirectory();
    }
    assertThat(Digest.sha256(Files.readAllBytes(image))).isEqualTo(before);
  }
}
