package dev.bootferry.linux.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.linux.LinuxProblem;
import dev.bootferry.linux.mount.Mount;
import dev.bootferry.linux.mount.MountFlag;
import dev.bootferry.linux.mount.MountTable;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.SystemCommandRunner;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("system")
@Timeout(120)
class LoopDeviceTest {
  private static final long MIB = 1L << 20;

  private final SystemCommandRunner runner = new SystemCommandRunner();

  @TempDir Path folder;
  private Path disk;

  @BeforeEach
  void makeDisk() throws IOException {
    disk = folder.resolve("disk.img");
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength(64 * MIB);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 4096})
  void showsAPartWithItsSectorSize(int sectorSize) throws Exception {
    write(disk, 5 * MIB, "here");

    try (LoopDevice loop =
        LoopDevice.attach(disk, LoopOptions.part(5 * MIB, 7 * MIB, sectorSize))) {
      assertThat(BlockDevices.size(loop.path())).isEqualTo(7 * MIB);
      assertThat(BlockDevices.sectorSize(loop.path())).isEqualTo(sectorSize);
      assertThat(BlockDevices.isReadOnly(loop.path())).isFalse();
      assertThat(read(loop.path(), 0, 4)).isEqualTo("here");
    }
  }

  @Test
  void isGoneAfterClosing() {
    Path path;
    try (LoopDevice loop = LoopDevice.attach(disk, LoopOptions.whole(512))) {
      path = loop.path();
      assertThat(backing(path)).isEqualTo(disk.toString());
    }

    assertThat(backing(path)).isNotEqualTo(disk.toString());
  }

  @Test
  void refusesWritesWhenReadOnly() {
    try (LoopDevice loop = LoopDevice.attach(disk, LoopOptions.whole(512).asReadOnly())) {
      assertThat(BlockDevices.isReadOnly(loop.path())).isTrue();
      assertThatThrownBy(() -> write(loop.path(), 0, "x")).isInstanceOf(IOException.class);
    }
  }

  @Test
  void holdsAFileSystemAtAnOffset() throws Exception {
    Path target = Files.createDirectory(folder.resolve("target"));
    LoopOptions part = LoopOptions.part(4 * MIB, 32 * MIB, 512);

    try (LoopDevice loop = LoopDevice.attach(disk, part)) {
      runner.run(Command.of("mkfs.ext4", "-q", "-F", loop.path().toString()));
      assertThat(BlockDevices.isInUse(loop.path())).isFalse();
      try (Mount mount = mount(loop, target, Set.of())) {
        assertThat(BlockDevices.isInUse(loop.path())).isTrue();
        Files.writeString(target.resolve("file"), "kept");
        mount.sync();
        mount.remount(Set.of(MountFlag.READ_ONLY), "");
        assertThat(MountTable.read().at(target).orElseThrow().isReadOnly()).isTrue();
        mount.unmount();
      }
      assertThat(BlockDevices.isInUse(loop.path())).isFalse();
      loop.sync();
    }
    BlockDevices.dropCache(disk);

    // Read through another device and with its own caches: what is there is on the medium.
    try (LoopDevice loop = LoopDevice.attach(disk, part.asReadOnly());
        Mount _ = mount(loop, target, Set.of(MountFlag.READ_ONLY))) {
      assertThat(target.resolve("file")).hasContent("kept");
    }
    assertThat(target).isEmptyDirectory();
    assertThat(runner.run(Command.of("blkid", "-p", "-O", "4194304", disk.toString())).text())
        .contains("TYPE=\"ext4\"");
  }

  @Test
  void aBusyMountIsReportedAndThenTakenAway() throws Exception {
    Path target = Files.createDirectory(folder.resolve("busy"));
    Mount mount = Mount.fileSystem("none", target, "tmpfs", Set.of(), "size=1m");
    try (mount;
        var _ = Files.newOutputStream(target.resolve("open"))) {
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(mount::unmount)
          .satisfies(e -> assertThat(e.problem().code()).isEqualTo(LinuxProblem.MOUNT_BUSY));
      assertThat(MountTable.read().at(target)).isPresent();
      mount.close();
      assertThat(MountTable.read().at(target)).isEmpty();
    }
  }

  @Test
  void bindsReadOnly() throws Exception {
    Path source = Files.createDirectory(folder.resolve("source"));
    Path target = Files.createDirectory(folder.resolve("bound"));

    try (Mount _ = Mount.bind(source, target, Set.of(MountFlag.READ_ONLY))) {
      Files.createFile(source.resolve("one"));
      assertThat(target.resolve("one")).exists();
      assertThatThrownBy(() -> Files.createFile(target.resolve("two")))
          .isInstanceOf(IOException.class);
    }
    assertThat(target.resolve("one")).doesNotExist();
  }

  @Test
  void claimsADeviceForItself() {
    try (LoopDevice loop = LoopDevice.attach(disk, LoopOptions.whole(512))) {
      try (DeviceClaim _ = BlockDevices.claim(loop.path())) {
        assertThat(BlockDevices.isInUse(loop.path())).isTrue();
        assertThatExceptionOfType(ProblemException.class)
            .isThrownBy(() -> BlockDevices.claim(loop.path()))
            .satisfies(e -> assertThat(e.problem().code()).isEqualTo(LinuxProblem.DEVICE_IN_USE));
      }
      assertThat(BlockDevices.isInUse(loop.path())).isFalse();
    }
  }

  @Test
  void asksForPartitionsAndBearsTheAnswer() {
    try (LoopDevice loop = LoopDevice.attach(disk, LoopOptions.whole(512))) {
      assertThat(BlockDevices.rescanPartitions(loop.path()))
          .isEqualTo(BlockDevices.Rescan.UNSUPPORTED);
    }
  }

  @Test
  void takesFreeDevicesWhileOthersDo() throws Exception {
    ConcurrentLinkedQueue<LoopDevice> attached = new ConcurrentLinkedQueue<>();
    try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Void>> work = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        work.add(() -> {
          attached.add(LoopDevice.attach(disk, LoopOptions.whole(512).asReadOnly()));
          return null;
        });
      }
      for (var done : workers.invokeAll(work)) {
        Void _ = done.get();
      }
      assertThat(attached.stream().map(LoopDevice::path)).hasSize(12).doesNotHaveDuplicates();
    } finally {
      attached.forEach(LoopDevice::close);
    }
  }

  @Test
  void namesTheFileThatCannotBeAttached() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> LoopDevice.attach(folder.resolve("absent"), LoopOptions.whole(512)))
        .satisfies(e -> assertThat(e.problem().code()).isEqualTo(LinuxProblem.LOOP_DEVICE_FAILED))
        .withMessageContaining("absent")
        .withMessageContaining("ENOENT");
  }

  private static Mount mount(LoopDevice loop, Path target, Set<MountFlag> flags) {
    return Mount.fileSystem(loop.path().toString(), target, "ext4", flags, "");
  }

  private static void write(Path file, long offset, String text) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.seek(offset);
      open.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String read(Path file, long offset, int length) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      byte[] bytes = new byte[length];
      open.seek(offset);
      open.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static String backing(Path loop) {
    try {
      return Files.readString(
              Path.of("/sys/block", loop.getFileName().toString(), "loop/backing_file"))
          .strip();
    } catch (IOException e) {
      return ""; // Detached.
    }
  }
}
