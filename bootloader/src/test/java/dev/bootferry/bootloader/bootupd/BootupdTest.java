package dev.bootferry.bootloader.bootupd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.bootloader.FolderImage;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a recorder: no image with bootupd is at hand. */
class BootupdTest {
  @Test
  void callsItAsBootcDoes() {
    assertThat(new BootupdCall(true, true, Optional.empty()).arguments())
        .containsExactly(
            "bootupctl",
            "backend",
            "install",
            "--write-uuid",
            "--update-firmware",
            "--auto",
            "--filesystem",
            "/sysroot",
            "/");
    assertThat(new BootupdCall(false, false, Optional.of(Path.of("/dev/vda"))).arguments())
        .containsExactly(
            "bootupctl",
            "backend",
            "install",
            "--with-static-configs",
            "--device",
            "/dev/vda",
            "/");
  }

  @Test
  void runsItInTheDeployment() {
    List<Command> ran = new ArrayList<>();
    Bootupd bootupd =
        new Bootupd(command -> {
          ran.add(command);
          return new CommandResult(0, new byte[0], "");
        });

    bootupd.install(
        new BootupdCall(true, false, Optional.empty()), Path.of("/t"), Path.of("/t/ostree/d"));

    List<String> argv = ran.getFirst().argv();
    assertThat(argv).startsWith("unshare", "--mount", "--propagation", "private", "sh", "-c");
    assertThat(argv.get(6))
        .contains("mount --bind \"$physical/boot\" \"$deployment/boot\"")
        .contains("mount --bind \"$physical\" \"$deployment/sysroot\"")
        .contains("exec chroot \"$deployment\" \"$@\"");
    assertThat(argv.subList(7, 12))
        .containsExactly("bootupd", "/t", "/t/ostree/d", "bootupctl", "backend");
  }

  @Test
  void isShippedWithItsUpdatesOnly(@TempDir Path root) throws IOException {
    FolderImage image = new FolderImage(root).with("usr/bin/bootupctl");
    assertThat(Bootupd.shippedBy(image)).isFalse();

    assertThat(Bootupd.shippedBy(image.with("usr/lib/bootupd/updates/EFI.json"))).isTrue();
  }
}
