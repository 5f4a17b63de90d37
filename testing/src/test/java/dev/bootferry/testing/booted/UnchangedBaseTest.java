package dev.bootferry.testing.booted;

import static dev.bootferry.testing.booted.BootedDisk.BOOTFERRY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.deployment.bound.StoreLocation;
import dev.bootferry.testing.install.MountedRoot;
import dev.bootferry.testing.install.Podman;
import dev.bootferry.testing.install.SampleSet;
import dev.bootferry.testing.install.SmallSystem;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The very same base image, and another image under the tag that it binds: an upgrade as well. */
@Tag("system")
class UnchangedBaseTest {
  @Test
  void anotherBoundImageComesAndGoesBack() throws IOException {
    SmallSystem system = SmallSystem.binding(SampleSet.APP).running();
    BootedDisk machine = BootedDisk.install(system.bundle("app-v1"));
    machine.bring(system.bundle("app-v2"), "next.tar");
    MachineStatus before = machine.status();
    String upgrade = BOOTFERRY + "upgrade --from /run/medium/next.tar";

    assertThat(machine.run(upgrade)).contains("Staged");
    MachineStatus after = machine.status();
    assertThat(after.digest("booted")).isEqualTo(before.digest("booted"));
    assertThat(after.digest("rollback")).isEqualTo(before.digest("booted"));
    assertThat(after.id("rollback", SampleSet.APP)).isEqualTo(before.id("booted", SampleSet.APP));
    assertThat(after.id("booted", SampleSet.APP)).isNotEqualTo(before.id("booted", SampleSet.APP));
    assertThat(after.isWhole("booted")).isTrue();
    assertThat(after.isWhole("rollback")).isTrue();
    assertThat(runs(machine, after)).contains("sample-app 2.0");
    assertThat(machine.run(upgrade)).contains("Nothing to do");

    assertThat(machine.run(BOOTFERRY + "rollback")).contains("Rolled back");
    MachineStatus back = machine.status();
    assertThat(back.id("booted", SampleSet.APP)).isEqualTo(before.id("booted", SampleSet.APP));
    assertThat(back.id("rollback", SampleSet.APP)).isEqualTo(after.id("booted", SampleSet.APP));
    assertThat(back.isWhole("booted")).isTrue();
    assertThat(back.isWhole("rollback")).isTrue();
    assertThat(runs(machine, back)).contains("sample-app 1.0");
  }

  /** What the bound image of the deployment that boots says. */
  private static String runs(BootedDisk machine, MachineStatus status) {
    try (MountedRoot root = machine.mount()) {
      return Podman.with(StoreLocation.of(status.kargs("booted")).below(root.path()))
          .runContainer(SampleSet.APP);
    }
  }
}
