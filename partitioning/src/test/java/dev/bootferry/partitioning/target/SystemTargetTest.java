package dev.bootferry.partitioning.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.ByteSize;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.linux.block.LoopDevice;
import dev.bootferry.linux.block.LoopOptions;
import dev.bootferry.linux.mount.Mount;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.partitioning.PartitioningProblem;
import dev.bootferry.partitioning.disk.DiskFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** This machine, looked at and judged. */
@Tag("system")
@Timeout(120)
class SystemTargetTest {
  private static final long MIB = 1L << 20;

  private final SystemCommandRunner runner = new SystemCommandRunner();
  private final TargetInspector inspector = new TargetInspector(runner);

  @TempDir Path folder;

  @Test
  void seesALoopDeviceAsADisk() throws Exception {
    Path image = folder.resolve("disk.img");
    DiskFile.resize(image, 64 * MIB);
    Path target = Files.createDirectory(folder.resolve("target"));

    try (LoopDevice loop = LoopDevice.attach(image, LoopOptions.whole(4096))) {
      TargetReport empty = inspector.inspect(loop.path());
      assertThat(empty.kind()).isEqualTo(TargetKind.DISK);
      assertThat(empty.size()).isEqualTo(64 * MIB);
      assertThat(empty.sectorSize()).isEqualTo(4096);
      assertThat(judge(empty).isAccepted()).isTrue();

      CommandResult _ =
          runner.run(Command.of("mkfs.ext4", "-q", "-L", "data", loop.path().toString()));
      assertThat(refusal(inspector.inspect(loop.path())).why()).isEqualTo("it holds ext4 \"data\"");

      try (Mount _ = Mount.fileSystem(loop.path().toString(), target, "ext4", Set.of(), "")) {
        assertThat(judge(inspector.inspect(loop.path())).refusals())
            .extracting(Problem::code)
            .containsExactly(
                PartitioningProblem.TARGET_MOUNTED, PartitioningProblem.TARGET_NOT_EMPTY);
      }
      // The file is in use as well, by the device.
      assertThat(inspector.inspect(image).uses())
          .containsExactly(new Use(Use.Kind.ATTACHED, image.toString(), loop.path().toString()));
    }
    assertThat(inspector.inspect(image).uses()).isEmpty();
  }

  @Test
  void seesAReadOnlyDevice() {
    Path image = folder.resolve("disk.img");
    DiskFile.resize(image, 64 * MIB);

    try (LoopDevice loop = LoopDevice.attach(image, LoopOptions.whole(512).asReadOnly())) {
      assertThat(refusal(inspector.inspect(loop.path())).code())
          .isEqualTo(PartitioningProblem.TARGET_READ_ONLY);
    }
  }

  @Test
  void seesTheLockOfAnotherProgram() {
    Path image = folder.resolve("disk.img");
    DiskFile.resize(image, 64 * MIB);
    // As QEMU does: a shared lock on the open file description, held while the program runs.
    Command holder =
        Command.of(
            "perl",
            "-e",
            "open F, '+<', $ARGV[0]; my $lock = pack('s s x4 q q l x4', 0, 0, 100, 1, 0);"
                + " fcntl(F, 37, $lock) or die; $| = 1; print 'locked'; <STDIN>",
            image.toString());
    CountDownLatch inspected = new CountDownLatch(1);

    Problem refusal =
        runner.stream(
            holder,
            _ -> await(inspected),
            output -> {
              try {
                assertThat(new String(output.readNBytes(6), UTF_8)).isEqualTo("locked");
                return refusal(inspector.inspect(image));
              } finally {
                inspected.countDown();
              }
            });

    assertThat(refusal.why()).contains("in use by another program");
    assertThat(judge(inspector.inspect(image)).isAccepted()).isTrue();
  }

  @Test
  void refusesWhatIsNoDiskHere() {
    assertThat(refusal(inspector.inspect(Path.of("/dev/null"))).code())
        .isEqualTo(PartitioningProblem.TARGET_NOT_A_DISK);
    assertThat(refusal(inspector.inspect(folder)).code())
        .isEqualTo(PartitioningProblem.TARGET_IS_DIRECTORY);
    assertThat(refusal(inspector.inspect(Path.of("/dev/no-such-disk"))).code())
        .isEqualTo(PartitioningProblem.TARGET_MISSING);
    assertThat(judge(inspector.inspect(folder.resolve("new.img"))).isAccepted()).isTrue();
  }

  @Test
  void unpacksDeviceNumbersAsTheKernelDoes() throws Exception {
    SystemDevices facts = new SystemDevices();
    for (Path device : java.util.List.of(Path.of("/dev/loop0"), Path.of("/dev/loop7"))) {
      assertThat(facts.number(device))
          .isEqualTo(
              Files.readString(Path.of("/sys/class/block/" + device.getFileName() + "/dev"))
                  .strip());
    }
  }

  private static final java.nio.charset.Charset UTF_8 = java.nio.charset.StandardCharsets.UTF_8;

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TargetVerdict judge(TargetReport report) {
    return TargetRules.judge(report, TargetOptions.NONE, new ByteSize(32 * MIB));
  }

  private static Problem refusal(TargetReport report) {
    assertThat(judge(report).refusals()).hasSize(1);
    return judge(report).refusals().getFirst();
  }
}
