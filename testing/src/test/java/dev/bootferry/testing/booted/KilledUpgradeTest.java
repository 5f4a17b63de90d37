package dev.bootferry.testing.booted;

import static dev.bootferry.testing.booted.BootedDisk.BOOTFERRY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.images.opening.OpenedSet;
import dev.bootferry.images.reference.TargetReference;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.contract.Check;
import dev.bootferry.testing.contract.Expected;
import dev.bootferry.testing.contract.SysrootChecker;
import dev.bootferry.testing.install.MountedRoot;
import dev.bootferry.testing.install.SampleSet;
import dev.bootferry.testing.install.SmallSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An upgrade that is killed at each of its steps, as what it says tells them. */
@Tag("system")
class KilledUpgradeTest {
  private static final String UPGRADE = BOOTFERRY + "upgrade --from /run/medium/next.tar";

  /** Kills it as soon as it says this, and tells how it ended and whether it was that far. */
  private static final String KILLED =
      "mkfifo /run/said; "
          + UPGRADE
          + " >/run/printed 2>/run/said & program=$!;"
          + " while IFS= read -r line; do echo \"$line\"; case $line in \"%s\"*)"
          + " kill -KILL $program; break;; esac; done </run/said;"
          + " wait $program; echo \"ended with $?\";"
          + " [ ! -e /run/ostree/staged-deployment ] || echo 'it is staged'";

  private static BootedDisk installed;
  private static Path first;
  private static Path next;

  @BeforeAll
  static void install() throws IOException {
    SmallSystem system = SmallSystem.binding(SampleSet.APP).running();
    first = system.bundle("app-v1");
    next = system.withVersion("2.0").bundle("app-v2");
    installed = BootedDisk.install(first);
    installed.bring(next, "next.tar");
  }

  /** By what is said when it begins. */
  enum Step {
    UNPACK("unpacking layers"),
    COMMIT("committing layers"),
    STORE("storing bound images"),
    READ_BACK("reading bound images back"),
    STAGE("staging the deployment"),
    REMOVE("removing what is not needed");

    private final String title;

    Step(String title) {
      this.title = title;
    }
  }

  @ParameterizedTest
  @EnumSource
  void theOldVersionIsWholeAndTheSameCommandWorksAgain(Step step) throws IOException {
    BootedDisk machine = installed.copy();
    CommandResult killed = machine.attempt(KILLED.formatted(step.title));
    assertThat(killed.text()).contains(step.title, "ended with 137");
    boolean staged = killed.text().contains("it is staged");
    if (staged) {
      assertThat(step).isIn(Step.STAGE, Step.REMOVE);
    } else {
      assertThat(step).isNotEqualTo(Step.REMOVE);
    }

    MachineStatus after = machine.status();
    assertThat(after.version("booted")).isEqualTo(staged ? "2.0" : "1.0");
    assertThat(after.isWhole("booted")).isTrue();
    assertThat(after.has("staged")).isFalse();
    assertThat(after.has("rollback")).isEqualTo(staged);
    if (!staged) {
      assertThat(failed(machine, first, List.of())).allMatch(KilledUpgradeTest::isOfTheNewImage);
      assertThat(machine.run("ostree fsck --repo=/sysroot/ostree/repo"))
          .contains("no errors found");
    }

    assertThat(machine.run(UPGRADE)).contains(staged ? "Nothing to do" : "Staged");
    demandTheNewOne(machine, staged);
  }

  /** What the killed one has started may still be at work then. */
  @Test
  void theSameCommandWorksAtOnce() throws IOException {
    BootedDisk machine = installed.copy();
    String said = machine.run(KILLED.formatted(Step.STORE.title) + "; " + UPGRADE);
    assertThat(said).contains("ended with 137", "Staged").doesNotContain("it is staged");
    demandTheNewOne(machine, false);
  }

  /**
   * The new version is whole, and nothing of the killed run is left.
   *
   * @param staged whether the killed run had got that far: the next then has nothing to do, and a
   *     file of a few lines in the repository's folder for such is ostree's to remove after a day
   */
  private static void demandTheNewOne(BootedDisk machine, boolean staged) throws IOException {
    MachineStatus status = machine.status();
    assertThat(status.version("booted")).isEqualTo("2.0");
    assertThat(status.version("rollback")).isEqualTo("1.0");
    assertThat(status.isWhole("booted")).isTrue();
    assertThat(status.isWhole("rollback")).isTrue();
    assertThat(status.id("booted", SampleSet.APP))
        .isNotEqualTo(status.id("rollback", SampleSet.APP));
    assertThat(failed(machine, next, status.kargs("booted"))).isEmpty();
    try (MountedRoot root = machine.mount()) {
      String left =
          new SystemCommandRunner()
              .run(
                  Command.of(
                      "find",
                      root.path().resolve("ostree").toString(),
                      "-name",
                      ".bootferry-*",
                      "-o",
                      "-name",
                      ".taken-over-*",
                      "-o",
                      "-path",
                      "*/repo/tmp/origin-*"))
              .text();
      assertThat(left.lines().filter(path -> !(staged && path.contains("/repo/tmp/origin-"))))
          .isEmpty();
    }
  }

  /** Of the default deployment what is not as bootc and ostree expect it. */
  private static List<String> failed(BootedDisk machine, Path bundle, List<String> more)
      throws IOException {
    List<String> kargs = new ArrayList<>(machine.installed().kargs());
    more.stream().filter(k -> k.startsWith("systemd.mount-extra=")).forEach(kargs::add);
    try (MountedRoot root = machine.mount();
        OpenedSet set = SampleSet.open(bundle)) {
      return new SysrootChecker(
              root.path(),
              new Expected(
                  set,
                  set.tree(),
                  TargetReference.registry(SmallSystem.BASE),
                  "default",
                  kargs,
                  false,
                  false,
                  false))
          .run().stream().filter(check -> !check.holds()).map(Check::toString).toList();
    }
  }

  /** The ref of what the system follows is the new image's already, which is in the repository. */
  private static boolean isOfTheNewImage(String check) {
    return Stream.of(
            "FAIL repository: no work in progress is left",
            "FAIL commit: it names the manifest",
            "FAIL commit: its manifest names the image's layers",
            "FAIL commit: its configuration is the image's",
            "FAIL layers: merging the layers gives the image",
            "FAIL deployment: its commit is the image's")
        .anyMatch(check::startsWith);
  }
}
