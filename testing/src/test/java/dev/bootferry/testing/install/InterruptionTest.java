package dev.bootferry.testing.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.installer.report.Step;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.SystemCommandRunner;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An installation that is stopped at each of its steps. */
@Tag("system")
class InterruptionTest {
  private static final SystemCommandRunner COMMANDS = new SystemCommandRunner();
  private static final Path WORK = Path.of("/var/tmp");

  /** A jump to itself. */
  private static final byte[] OLD_BOOT_CODE = {(byte) 0xeb, (byte) 0xfe};

  private static String source;

  @BeforeAll
  static void makeSet() throws IOException {
    source =
        SmallSystem.binding(SampleSet.APP)
            .writeSet(RunFolder.create("small").resolve("layout"), "app-v1");
  }

  @ParameterizedTest
  @EnumSource
  void ctrlCLeavesNothingBehind(Step step) throws Exception {
    Path target = old("interrupted");
    List<String> before = workFolders();
    try (Started program = Started.install(source, target, "--wipe")) {
      program.await(step.title());
      program.signal("INT");
      int status = program.end();
      // The last step is so short that the disk may be whole before the signal is heard.
      if (status == 0 || published(target)) {
        assertThat(step).as(program.said()).isEqualTo(Step.PUBLISH);
        assertThat(run("sgdisk", "-v", target.toString())).contains("No problems found");
      } else {
        assertThat(status).as(program.said()).isEqualTo(130);
        assertThat(program.said()).contains("[interrupted]").doesNotContain("\tat ");
        assertDoesNotStart(target, step);
      }
    }
    assertNothingHolds(target);
    assertThat(workFolders()).isSubsetOf(before);
    assertThat(run("cat", "/proc/mounts")).doesNotContain("bootferry-install");
    assertInstalls(target);
  }

  @ParameterizedTest
  @EnumSource
  void aKillLeavesNoDiskThatHalfStarts(Step step) throws Exception {
    Path target = old("killed");
    List<String> before = workFolders();
    try (Started program = Started.install(source, target, "--wipe")) {
      program.await(step.title());
      program.signal("KILL");
      int status = program.end();
      if (status == 0 || published(target)) {
        assertThat(step).as(program.said()).isEqualTo(Step.PUBLISH);
        assertThat(run("sgdisk", "-v", target.toString())).contains("No problems found");
      } else {
        assertDoesNotStart(target, step);
      }
    }
    assertNothingHolds(target);
    assertThat(run("cat", "/proc/mounts")).doesNotContain("bootferry-install");
    List<String> left = new ArrayList<>(workFolders());
    left.removeAll(before);
    assertThat(left).as("what the killed one leaves").hasSizeBetween(published(target) ? 0 : 1, 1);
    assertInstalls(target);
    assertThat(workFolders()).doesNotContainAnyElementsOf(left);
  }

  @Test
  void anotherOneAtTheSameTimeIsLeftAlone() throws Exception {
    Path target = old("held");
    try (Started held = Started.install(source, target, "--wipe")) {
      held.await(Step.IMPORT.title());
      held.signal("STOP");
      assertInstalls(old("beside"));
      held.signal("CONT");
      assertThat(held.end()).as(held.said()).isZero();
    }
    assertThat(run("sgdisk", "-v", target.toString())).contains("No problems found");
  }

  /** A file that the program makes itself is gone, or else no obstacle for the same command. */
  @ParameterizedTest
  @ValueSource(strings = {"INT", "KILL"})
  void theSameCommandWorksAgain(String signal) throws Exception {
    Path target = RunFolder.create("again").resolve("disk.img");
    try (Started program = Started.install(source, target)) {
      program.await(Step.BOOT_LOADER.title());
      program.signal(signal);
      assertThat(program.end()).as(program.said()).isNotZero();
      assertThat(Files.exists(target)).isEqualTo(signal.equals("KILL"));
    }
    assertNothingHolds(target);
    try (Started program = Started.install(source, target)) {
      assertThat(program.end()).as(program.said()).isZero();
    }
    assertThat(run("sgdisk", "-v", target.toString())).contains("No problems found");
  }

  /** Of an older system, and with a boot sector that would start it. */
  private static Path old(String name) throws IOException {
    Path target = RunFolder.create(name).resolve("disk.img");
    try (RandomAccessFile file = new RandomAccessFile(target.toFile(), "rw")) {
      file.setLength(2L << 30);
      file.seek(0);
      file.write(OLD_BOOT_CODE);
    }
    var _ = run("sgdisk", "-n", "1:0:+64M", "-t", "1:EF00", target.toString());
    assertThat(COMMANDS.attempt(Command.of("sfdisk", "--dump", target.toString())).exit()).isZero();
    return target;
  }

  /**
   * No firmware finds anything: no signature in the first sector, so neither boot code nor GPT. The
   * signal may come before the first sector is erased: then the old system is still whole.
   */
  private static void assertDoesNotStart(Path target, Step step) throws IOException {
    byte[] sector = new byte[512];
    try (RandomAccessFile file = new RandomAccessFile(target.toFile(), "r")) {
      file.readFully(sector);
    }
    int table = COMMANDS.attempt(Command.of("sfdisk", "--dump", target.toString())).exit();
    if (step == Step.ERASE && sector[0] == OLD_BOOT_CODE[0]) {
      assertThat(table).isZero();
      assertThat(run("sgdisk", "-v", target.toString())).contains("No problems found");
      return;
    }
    assertThat(sector).as("first sector").containsOnly(0);
    assertThat(table).isOne();
  }

  private static boolean published(Path target) {
    return run("sgdisk", "-p", target.toString()).contains("BIOS-BOOT")
        && COMMANDS.attempt(Command.of("sfdisk", "--dump", target.toString())).succeeded();
  }

  /** The kernel takes the mounts of a process that was killed away in its own time. */
  private static void assertNothingHolds(Path target) {
    CommandResult waited =
        COMMANDS.attempt(
            Command.of(
                "timeout",
                "60",
                "sh",
                "-c",
                "while losetup --list --noheadings --output BACK-FILE | grep -qF \"$1\"; do sleep"
                    + " 0.1; done",
                "sh",
                target.toString()));
    assertThat(waited.exit()).as("a loop device on " + target).isZero();
  }

  private static void assertInstalls(Path target) throws Exception {
    try (Started program = Started.install(source, target, "--wipe")) {
      assertThat(program.end()).as(program.said()).isZero();
    }
    assertThat(run("sgdisk", "-v", target.toString())).contains("No problems found");
    Files.delete(target);
  }

  private static List<String> workFolders() throws IOException {
    try (var entries = Files.list(WORK)) {
      return entries
          .map(Path::toString)
          .filter(name -> name.contains("bootferry-install-"))
          .sorted()
          .toList();
    }
  }

  private static String run(String... argv) {
    return COMMANDS.attempt(Command.of(argv)).text();
  }
}
