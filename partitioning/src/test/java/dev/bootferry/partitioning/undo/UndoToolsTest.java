package dev.bootferry.partitioning.undo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.partitioning.disk.DiskFile;
import dev.bootferry.partitioning.gpt.DiskEraser;
import dev.bootferry.partitioning.gpt.GptReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Disks as the usual tools make them. */
@Tag("system")
@Timeout(120)
class UndoToolsTest {
  private final SystemCommandRunner runner = new SystemCommandRunner();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sgdisk -n1:0:+16M -n2:0:0 DISK && mkfs.vfat --offset 2048 DISK 8192 && mkfs.ext4 -q -F -E"
            + " offset=17825792 DISK 32M",
        "printf '16M,16M,c\\n,,5\\n,8M,83\\n,,83\\n' | sfdisk DISK && mkfs.ext4 -q -F -E"
            + " offset=16777216 DISK 16M",
        "mkfs.ext4 -q -F DISK",
        "sgdisk -n1:0:+16M DISK && dd if=/dev/urandom of=DISK bs=512 count=4 seek=1 conv=notrunc"
            + " status=none"
      })
  void comeBackBitForBit(String make) throws Exception {
    Path image = folder.resolve("disk.img");
    DiskFile.resize(image, 64L << 20);
    CommandResult _ =
        runner.run(Command.of("sh", "-ec", make.replace("DISK", image.toString()) + " >&2"));
    Path before = Files.copy(image, folder.resolve("before.img"));
    DiskSave save = new DiskSave(folder.resolve("disk.undo"));
    try (DiskFile disk = DiskFile.open(image)) {
      var partitions = GptReader.read(disk, 512).extents();
      assertThat(
              save.save(
                  disk,
                  SaveLabel.of("x", disk.size(), List.of(), Instant.EPOCH),
                  target -> DiskEraser.erase(target, partitions)))
          .isTrue();
      DiskEraser.erase(disk, partitions);
    }
    assertThat(runner.run(Command.of("wipefs", "--no-act", image.toString())).text()).isEmpty();
    try (DiskFile disk = DiskFile.open(image)) {
      SaveLabel _ = save.restore("x", disk);
    }
    assertThat(Files.mismatch(image, before)).isEqualTo(-1);
  }
}
