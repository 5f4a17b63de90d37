package dev.bootferry.testing.booted;

import static dev.bootferry.testing.booted.BootedDisk.BOOTFERRY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.testing.install.Listing;
import dev.bootferry.testing.install.MountedRoot;
import dev.bootferry.testing.install.SampleSet;
import dev.bootferry.testing.install.SmallSystem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code upgrade} refuses, and that nothing on the machine's disk has changed then. */
@Tag("system")
class UpgradeRefusalTest {
  /** What an upgrade must leave free, and a little: less than it needs. */
  private static final String FILL =
      "set -- $(stat -f -c '%a %S' /var); fallocate -l $(($1 * $2 - 80 * 1024 * 1024)) /var/fill";

  private static BootedDisk machine;
  private static Path next;

  @BeforeAll
  static void install() throws IOException {
    Path first = SmallSystem.binding(SampleSet.APP).running().bundle("app-v1");
    next = SmallSystem.binding(SampleSet.APP).running().withVersion("2.0").bundle("app-v2");
    machine = BootedDisk.install(first);
    machine.bring(first, "same.tar");
    machine.bring(next, "next.tar");
  }

  /** What all of them differ from in one thing is done: each was refused for that thing. */
  @AfterAll
  static void whatIsInOrderIsDone() {
    assertThat(machine.run(BOOTFERRY + "upgrade --from /run/medium/next.tar")).contains("Staged");
  }

  /** One way to be refused: exit status, code, and words of the message. */
  enum Case {
    OF_ANOTHER_SYSTEM(3, "other-system", "'small'|'other'"),
    FOR_ANOTHER_MACHINE(3, "architecture-mismatch", "s390x"),
    WITH_A_FLIPPED_BIT(4, "blob-digest-mismatch", "sha256"),
    CUT_OFF(4, "bundle-invalid", "cut off"),
    KERNEL_ARGUMENT_THAT_GRUB_CHANGES(3, "karg-not-carriable", "a b"),
    SYSTEMD_TOO_OLD_FOR_TWO_OF_ONE_NAME(3, "bound-name-conflict", "(252)|by digest"),
    NO_BUNDLE(3, "source-not-found", "/run/medium/absent.tar"),
    TOO_LARGE_FOR_THE_DISK(3, "space-missing", "are needed");

    private final int exit;
    private final String code;
    private final String words;

    Case(int exit, String code, String words) {
      this.exit = exit;
      this.code = code;
      this.words = words;
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesAndChangesNothing(Case why) throws IOException {
    String bundle = prepare(why);
    List<String> before = listing();
    CommandResult result = machine.attempt(BOOTFERRY + "upgrade --from /run/medium/" + bundle);
    assertThat(result.errorTail()).contains("[" + why.code).doesNotContain("\tat ");
    for (String word : why.words.split("\\|", -1)) {
      assertThat(result.errorTail()).contains(word);
    }
    assertThat(result.exit()).as(result.errorTail()).isEqualTo(why.exit);
    assertThat(result.output()).isEmpty();
    assertThat(listing()).isEqualTo(before);
    if (why == Case.TOO_LARGE_FOR_THE_DISK) {
      machine.run("rm /var/fill");
    }
  }

  @Test
  void whatRunsAlreadyIsNothingToDo() {
    List<String> before = listing();
    assertThat(machine.run(BOOTFERRY + "upgrade --from /run/medium/same.tar"))
        .contains("Nothing to do");
    assertThat(listing()).isEqualTo(before);
  }

  @Test
  void aDryRunChangesNothing() {
    List<String> before = listing();
    assertThat(machine.run(BOOTFERRY + "upgrade --dry-run --from /run/medium/next.tar"))
        .contains(SmallSystem.BASE);
    assertThat(listing()).isEqualTo(before);
  }

  private static String prepare(Case why) throws IOException {
    SmallSystem system = SmallSystem.binding(SampleSet.APP).running().withVersion("2.0");
    switch (why) {
      case OF_ANOTHER_SYSTEM -> machine.bring(system.withId("other").bundle("app-v2"), "bad.tar");
      case FOR_ANOTHER_MACHINE ->
          machine.bring(
              SmallSystem.binding().running().forArchitecture("s390x").bundle(), "bad.tar");
      case KERNEL_ARGUMENT_THAT_GRUB_CHANGES ->
          machine.bring(
              system
                  .withFile("usr/lib/bootc/kargs.d/10.toml", "kargs = ['name=\"a b\"']\n")
                  .bundle("app-v2"),
              "bad.tar");
      case SYSTEMD_TOO_OLD_FOR_TWO_OF_ONE_NAME ->
          machine.bring(system.withSystemd(252).bundle("app-v2"), "bad.tar");
      case WITH_A_FLIPPED_BIT ->
          damage(file -> {
            // In the bound image: a layer that the machine has is not read.
            long place = file.length() - 500_000;
            file.seek(place);
            int there = file.read();
            file.seek(place);
            file.write(there ^ 1);
          });
      case CUT_OFF -> damage(file -> file.setLength(file.length() / 2));
      case TOO_LARGE_FOR_THE_DISK -> {
        machine.run(FILL);
        return "next.tar";
      }
      case NO_BUNDLE -> {
        return "absent.tar";
      }
    }
    return "bad.tar";
  }

  @FunctionalInterface
  private interface Damage {
    void to(RandomAccessFile file) throws IOException;
  }

  private static void damage(Damage damage) throws IOException {
    Path copy = Files.copy(next, next.resolveSibling("damaged-" + System.nanoTime() + ".tar"));
    try (RandomAccessFile file = new RandomAccessFile(copy.toFile(), "rw")) {
      damage.to(file);
    }
    machine.bring(copy, "bad.tar");
  }

  private static List<String> listing() {
    try (MountedRoot root = machine.mount()) {
      return Listing.of(root.path());
    }
  }
}
