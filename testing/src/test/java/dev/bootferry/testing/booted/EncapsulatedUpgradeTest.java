package dev.bootferry.testing.booted;

import static dev.bootferry.testing.booted.BootedDisk.BOOTFERRY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.images.opening.OpenedSet;
import dev.bootferry.images.reference.TargetReference;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.contract.Expected;
import dev.bootferry.testing.contract.SysrootChecker;
import dev.bootferry.testing.encapsulated.EncapsulatedImage;
import dev.bootferry.testing.install.InstalledDisk;
import dev.bootferry.testing.install.MountedRoot;
import dev.bootferry.testing.install.RunFolder;
import dev.bootferry.testing.install.SampleSet;
import dev.bootferry.testing.kinds.KindOfSet;
import dev.bootferry.testing.sample.SampleImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From a plain system to the next version in ostree's chunked form, and back. */
@Tag("system")
class EncapsulatedUpgradeTest {
  private static final SystemCommandRunner COMMANDS = new SystemCommandRunner();

  @Test
  void thereAndBack() throws IOException {
    InstalledDisk plain = InstalledDisk.sample("ext4");
    BootedDisk machine = BootedDisk.copyOf(plain);
    demand(machine, SampleSet.bundle(), plain.kargs(), true);
    Path bundle = chunkedV2();
    machine.bring(bundle, "site-v2.tar");
    assertThat(
            machine.run(
                "echo kept >/var/lib/kept; echo edited >/etc/sample/edited-here; "
                    + BOOTFERRY
                    + "upgrade --from /run/medium/site-v2.tar"))
        .contains("Staged ");
    List<String> kargs = new ArrayList<>(plain.kargs());
    try (MountedRoot root = machine.mount()) {
      kargs.add(root.storeArgument());
    }
    demand(machine, bundle, kargs, false);
    demandVersions(machine, "2.0", "1.0");
    assertThat(machine.run("cat /etc/os-release /var/lib/kept /etc/sample/edited-here"))
        .contains("VERSION_ID=\"2.0\"", "kept", "edited");

    assertThat(machine.run(BOOTFERRY + "rollback")).contains("Rolled back");
    demandVersions(machine, "1.0", "2.0");
    assertThat(machine.run("cat /etc/os-release /var/lib/kept; ls /etc/sample"))
        .contains("VERSION_ID=\"1.0\"", "kept", "gone-in-v2.conf");
    assertThat(machine.run("ostree fsck --repo=/sysroot/ostree/repo")).contains("no errors found");
  }

  /** The second version as a build of ostree's would have it, the applications as ever. */
  private static Path chunkedV2() throws IOException {
    Path folder = RunFolder.create("chunked");
    EncapsulatedImage.of(COMMANDS, new SampleImages(COMMANDS).layout("os-v2"), "v2", folder)
        .image("chunked-v2", Map.of("org.opencontainers.image.version", "2.0"), List.of());
    return KindOfSet.bundle(folder.resolve("layout"), "chunked-v2", "v2");
  }

  private static void demand(BootedDisk machine, Path bundle, List<String> kargs, boolean first)
      throws IOException {
    try (MountedRoot root = machine.mount();
        OpenedSet set = SampleSet.open(bundle)) {
      var _ =
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
                      first))
              .demand();
    }
  }

  private static void demandVersions(BootedDisk machine, String booted, String other) {
    MachineStatus status = machine.status();
    assertThat(status.version("booted")).isEqualTo(booted);
    assertThat(status.version("rollback")).isEqualTo(other);
    for (String which : List.of("booted", "rollback")) {
      assertThat(status.bound(which)).as(which).hasSize(2).allMatch(i -> i.isTrue("present"));
    }
  }
}
