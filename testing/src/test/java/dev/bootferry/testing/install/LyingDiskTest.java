package dev.bootferry.testing.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.installer.report.Step;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.SystemCommandRunner;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A disk that does not keep what was written: the program is held just before it reads everything
 * back, a byte of the disk is changed, and the program goes on.
 */
@Tag("system")
class LyingDiskTest {
  private static final SystemCommandRunner COMMANDS = new SystemCommandRunner();
  private static final int BIOS_BOOT = 1 << 20;

  private static String source;

  @BeforeAll
  static void makeSet() throws IOException {
    source =
        SmallSystem.binding(SampleSet.APP)
            .writeSet(RunFolder.create("small").resolve("layout"), "app-v1");
  }

  /** What is changed: where this text first is on the disk. */
  enum Lie {
    FILE_OF_THE_SYSTEM(SmallSystem.FILE_MARK),
    KERNEL(SmallSystem.KERNEL_MARK),
    LAYER_OF_A_BOUND_IMAGE("hello from the bound image"),
    ESP("search --no-floppy"),
    CORE_IMAGE("");

    private final String text;

    Lie(String text) {
      this.text = text;
    }
  }

  @ParameterizedTest
  @EnumSource
  void isFound(Lie lie) throws Exception {
    Path target = RunFolder.create("lying").resolve("disk.img");
    // So that the program does not remove it, as it does with a file of its own.
    try (RandomAccessFile file = new RandomAccessFile(target.toFile(), "rw")) {
      file.setLength(2L << 30);
    }
    try (Started program = Started.install(source, target)) {
      program.await(Step.READ_BACK.title());
      program.signal("STOP");
      for (long place : places(target, lie)) {
        flip(target, place);
      }
      program.signal("CONT");
      assertThat(program.end()).as(program.said()).isNotZero();
      assertThat(program.said()).doesNotContain("make the disk bootable", "\tat ");
    }
    assertThat(COMMANDS.attempt(Command.of("sfdisk", "--dump", target.toString())).exit()).isOne();
  }

  /** What is read back comes past the cache: the device under the root is direct and read-only. */
  @Test
  void readsTheDiskAndNotTheCache() throws Exception {
    Path target = RunFolder.create("direct").resolve("disk.img");
    try (Started program = Started.install(source, target)) {
      program.await(Step.READ_BACK.title());
      String seen = "";
      while (seen.isEmpty()) {
        assertThat(ProcessHandle.of(program.pid())).as("the program while it reads").isPresent();
        seen =
            COMMANDS
                .attempt(Command.of("losetup", "-nl", "-O", "DIO,RO", "-j", target.toString()))
                .text();
      }
      assertThat(seen.split("\\s+")).containsExactly("1", "1");
      assertThat(program.end()).as(program.said()).isZero();
    }
  }

  private static List<Long> places(Path disk, Lie lie) {
    if (lie == Lie.CORE_IMAGE) {
      return List.of(BIOS_BOOT + 700L);
    }
    List<Long> places = new ArrayList<>();
    COMMANDS
        .run(Command.of("grep", "--byte-offset", "--only-matching", "-aF", lie.text, "" + disk))
        .text()
        .lines()
        .forEach(line -> places.add(Long.parseLong(line.substring(0, line.indexOf(':')))));
    assertThat(places).as("where '" + lie.text + "' is on the disk").isNotEmpty();
    // A text may be there several times, in each of several copies: one byte of each is changed.
    return places;
  }

  private static void flip(Path disk, long place) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.seek(place);
      int there = file.read();
      file.seek(place);
      file.write(there ^ 1);
    }
  }
}
