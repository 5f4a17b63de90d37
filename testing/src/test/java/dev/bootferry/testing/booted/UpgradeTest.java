package dev.bootferry.testing.booted;

import static dev.bootferry.testing.booted.BootedDisk.BOOTFERRY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.images.opening.OpenedSet;
import dev.bootferry.images.reference.TargetReference;
import dev.bootferry.testing.contract.Expected;
import dev.bootferry.testing.contract.SysrootChecker;
import dev.bootferry.testing.install.InstalledDisk;
import dev.bootferry.testing.install.MountedRoot;
import dev.bootferry.testing.install.SampleSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * One machine's life: upgraded to a version that binds the same tag with other contents, rolled
 * back, started from the boot menu, and upgraded again. Its parts follow each other.
 */
@Tag("system")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UpgradeTest {
  private static final String UPGRADE = BOOTFERRY + "upgrade --from /run/medium/site-v2.tar";
  private static final String STORE =
      "podman --storage-opt=additionalimagestore=/usr/lib/bootc/storage ";

  private static BootedDisk machine;

  @BeforeAll
  static void install() throws IOException {
    machine = BootedDisk.copyOf(InstalledDisk.sample("ext4"));
    machine.bring(SampleSet.bundle("v2"), "site-v2.tar");
  }

  @Test
  @Order(1)
  void theFirstVersionRunsAlone() {
    MachineStatus status = machine.status();
    assertThat(status.version("booted")).isEqualTo("1.0");
    assertThat(status.has("rollback")).isFalse();
    assertThat(status.bound("booted")).hasSize(2).allMatch(i -> i.isTrue("present"));
    assertThat(machine.attempt(BOOTFERRY + "rollback").exit()).isEqualTo(3);
  }

  @Test
  @Order(2)
  void aLossOfPowerBeforeTheShutdownLeavesTheOldVersion() {
    assertThat(machine.attemptAndLosePower(UPGRADE).exit()).isZero();
    MachineStatus status = machine.status();
    assertThat(status.version("booted")).isEqualTo("1.0");
    assertThat(status.has("staged")).isFalse();
    assertThat(status.bound("booted")).noneMatch(image -> !image.isTrue("present"));
  }

  @Test
  @Order(3)
  void upgradesAndKeepsWhatIsTheMachines() throws IOException {
    String said =
        machine.run(
            "echo kept >/var/lib/kept; echo edited >/etc/sample/edited-here; rm"
                + " /etc/sample/unchanged.conf; "
                + UPGRADE
                + " && ostree admin status && "
                + BOOTFERRY
                + "status");
    assertThat(said).contains("Staged 127.0.0.1:5000/sample/os:v2", "(staged)", "staged, at the");

    String seen =
        machine.run(
            "cat /etc/os-release /var/lib/kept /etc/sample/edited-here /etc/sample/defaults.conf;"
                + " ls /etc/sample");
    assertThat(seen)
        .contains("VERSION_ID=\"2.0\"", "kept", "edited", "version = 2.0", "new-in-v2.conf")
        .doesNotContain("gone-in-v2.conf", "unchanged.conf");
    try (MountedRoot root = machine.mount();
        OpenedSet set = SampleSet.open(SampleSet.bundle("v2"))) {
      List<String> kargs = new ArrayList<>(InstalledDisk.sample("ext4").kargs());
      kargs.add(root.storeArgument());
      new SysrootChecker(
              root.path(),
              new Expected(
                  set,
                  set.tree(),
                  TargetReference.registry(SampleSet.BASE),
                  "default",
                  kargs,
                  false,
                  false,
                  false))
          .demand();
    }
  }

  /** One store has the tag for one version, another for the other. */
  @Test
  @Order(4)
  void eachVersionFindsItsOwnImages() {
    MachineStatus status = machine.status();
    assertThat(status.version("booted")).isEqualTo("2.0");
    assertThat(status.version("rollback")).isEqualTo("1.0");
    for (String which : List.of("booted", "rollback")) {
      assertThat(status.bound(which)).as(which).hasSize(2).allMatch(i -> i.isTrue("present"));
    }
    assertThat(status.id("booted", SampleSet.APP))
        .isNotEqualTo(status.id("rollback", SampleSet.APP));
    assertThat(machine.run(STORE + "images --no-trunc --format '{{.ID}}'").lines())
        .anyMatch(line -> line.contains(status.id("booted", SampleSet.APP)))
        .noneMatch(line -> line.contains(status.id("rollback", SampleSet.APP)));
    assertThat(machine.attempt("1", STORE + "images --no-trunc --format '{{.ID}}'").text().lines())
        .anyMatch(line -> line.contains(status.id("rollback", SampleSet.APP)))
        .noneMatch(line -> line.contains(status.id("booted", SampleSet.APP)));
  }

  @Test
  @Order(5)
  void theSameAgainIsNothing() {
    assertThat(machine.run(UPGRADE)).contains("Nothing to do");
  }

  @Test
  @Order(6)
  void podmanHarmsNeitherStoreNorSystem() {
    assertThat(machine.attempt(STORE + "rmi --force " + SampleSet.APP).exit()).isNotZero();
    var _ = machine.attempt(STORE + "system prune --all --force");
    MachineStatus status = machine.status();
    assertThat(status.bound("booted")).allMatch(i -> i.isTrue("present"));
    assertThat(status.bound("rollback")).allMatch(i -> i.isTrue("present"));
    assertThat(machine.run("ostree fsck --repo=/sysroot/ostree/repo")).contains("no errors found");
  }

  @Test
  @Order(7)
  void rollsBackAndTakesThatBack() {
    assertThat(machine.run(BOOTFERRY + "rollback && " + BOOTFERRY + "rollback"))
        .contains("Rolled back", "Took back the rollback");
    assertThat(machine.status().version("booted")).isEqualTo("2.0");
    assertThat(machine.run(BOOTFERRY + "rollback")).contains("1.0");
    MachineStatus status = machine.status();
    assertThat(status.version("booted")).isEqualTo("1.0");
    assertThat(status.version("rollback")).isEqualTo("2.0");
    assertThat(status.bound("booted")).allMatch(i -> i.isTrue("present"));
    assertThat(machine.run("cat /var/lib/kept; ls /etc/sample"))
        .contains("kept", "gone-in-v2.conf");
  }

  @Test
  @Order(8)
  void upgradesFromTheOldVersionAgain() {
    assertThat(machine.run(UPGRADE)).contains("Staged");
    MachineStatus status = machine.status();
    assertThat(status.version("booted")).isEqualTo("2.0");
    assertThat(status.bound("booted")).allMatch(i -> i.isTrue("present"));
    assertThat(status.bound("rollback")).hasSize(2).allMatch(i -> i.isTrue("present"));
  }
}
