package dev.bootferry.testing.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.images.opening.OpenedSet;
import dev.bootferry.images.reference.TargetReference;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.contract.Check;
import dev.bootferry.testing.contract.Expected;
import dev.bootferry.testing.contract.SysrootChecker;
import dev.bootferry.testing.install.InstalledDisk;
import dev.bootferry.testing.install.MountedRoot;
import dev.bootferry.testing.install.RunFolder;
import dev.bootferry.testing.install.SampleSet;
import dev.bootferry.testing.machine.Firmware;
import dev.bootferry.testing.machine.GuestShell;
import dev.bootferry.testing.machine.MachineSpec;
import dev.bootferry.testing.machine.VirtualMachine;
import dev.bootferry.testing.program.Bootferry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Base images of unusual kinds on a disk. */
@Tag("system")
class KindsOfImagesTest {
  private static final SystemCommandRunner COMMANDS = new SystemCommandRunner();
  private static final Map<KindOfSet, InstalledDisk> DISKS = new ConcurrentHashMap<>();

  private static InstalledDisk disk(KindOfSet kind) {
    return DISKS.computeIfAbsent(
        kind,
        k ->
            InstalledDisk.install(
                new Bootferry(COMMANDS).withoutNetwork(),
                k.bundle().toString(),
                RunFolder.path().resolve(k.name() + ".img"),
                "--filesystem",
                "ext4"));
  }

  @ParameterizedTest
  @EnumSource
  void itIsWhatBootcExpects(KindOfSet kind) throws IOException {
    InstalledDisk disk = disk(kind);
    try (MountedRoot root = disk.mount();
        OpenedSet set = SampleSet.open(kind.bundle())) {
      List<Check> checks =
          new SysrootChecker(
                  root.path(),
                  new Expected(
                      set,
                      set.tree(),
                      TargetReference.registry(kind.base()),
                      "default",
                      disk.kargs(),
                      kind == KindOfSet.SELINUX,
                      kind == KindOfSet.COMPOSEFS,
                      true))
              .demand();
      assertThat(checks).hasSizeGreaterThan(60);
    }
  }

  @Test
  void labelsAreThoseOfTheImagesPolicy() throws IOException {
    try (MountedRoot root = disk(KindOfSet.SELINUX).mount()) {
      LabelReport report = new LabelReport(COMMANDS, root.path(), root.deployment());
      assertThat(report.differences("usr")).isEmpty();
      assertThat(report.differences("etc")).isEmpty();
      assertThat(report.differencesOf(root.path().resolve("ostree/deploy/default/var"), "var"))
          .isEmpty();
      assertThat(report.differencesOf(root.store(), "var/lib/containers/storage")).isEmpty();
      assertThat(root.store().resolve(".bootc_labeled")).exists();
      assertThat(report.label(root.deployment().resolve("usr/bin/bash")))
          .isEqualTo("system_u:object_r:shell_exec_t:s0");
      assertThat(report.label(root.path().resolve("boot"))).contains(":boot_t:");
    }
  }

  @Test
  void composefsHasItsImage() throws IOException {
    try (MountedRoot root = disk(KindOfSet.COMPOSEFS).mount()) {
      Path image = root.deployment().resolve(".ostree.cfs");
      assertThat(Files.size(image)).isGreaterThan(1 << 20);
      // The first superblock of EROFS.
      byte[] head = Files.newInputStream(image).readNBytes(1028);
      assertThat(java.util.Arrays.copyOfRange(head, 1024, 1028))
          .containsExactly(0xe2, 0xe1, 0xf5, 0xe0);
    }
  }

  @Tag("boot")
  @ParameterizedTest
  @EnumSource
  void itBoots(KindOfSet kind) throws IOException, InterruptedException {
    Path folder = RunFolder.create("machine");
    MachineSpec spec = MachineSpec.of(Firmware.BIOS, disk(kind).image()).discardingWrites();
    try (VirtualMachine machine = VirtualMachine.start(COMMANDS, spec, folder, text -> {})) {
      GuestShell shell = GuestShell.awaitBoot(machine.console());
      GuestShell.Result state =
          shell.attempt("systemctl is-system-running --wait", Duration.ofMinutes(8));
      // Services write to the same line.
      assertThat(state.output().lines().toList())
          .as(shell.attempt("systemctl --failed --no-legend", Duration.ofMinutes(2)).output())
          .last()
          .isEqualTo("running");
      assertThat(shell.run("journalctl -b -o cat -u sample-app.service"))
          .contains("sample-app 1.0: hello");
      switch (kind) {
        case COMPOSEFS ->
            assertThat(shell.run("findmnt -no FSTYPE,SOURCE /")).contains("composefs");
        case SELINUX -> {
          assertThat(shell.run("getenforce")).contains("Permissive");
          assertThat(shell.run("cat /proc/1/attr/current")).contains(":init_t:");
          assertThat(shell.run("ls -Z /usr/bin/bash")).contains(":shell_exec_t:");
        }
        case ENCAPSULATED -> {
          assertThat(shell.run("cat /etc/sample/derived.conf /usr/share/sample/changed-too"))
              .isEqualTo("derived\nchanged");
          assertThat(shell.run("getcap /usr/share/sample/with-capability-again")).contains("cap_");
          assertThat(shell.run("sample-tool", Duration.ofMinutes(4))).contains("sample-tool 1.0");
        }
      }
    }
  }
}
