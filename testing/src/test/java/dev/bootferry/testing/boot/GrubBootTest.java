package dev.bootferry.testing.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.bootloader.efi.EfiArchitecture;
import dev.bootferry.bootloader.grub.GrubTools;
import dev.bootferry.bootloader.install.BootloaderInstaller;
import dev.bootferry.bootloader.install.BootloaderInstaller.BiosBoot;
import dev.bootferry.bootloader.install.BootloaderInstaller.Parts;
import dev.bootferry.bootloader.install.BootloaderPlan;
import dev.bootferry.bootloader.install.BootloaderPlan.Kind;
import dev.bootferry.bootloader.install.BootloaderPlan.Start;
import dev.bootferry.bootloader.kargs.CarriedArguments;
import dev.bootferry.bootloader.kargs.KernelArguments;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.machine.Firmware;
import dev.bootferry.testing.machine.GrubMenu;
import dev.bootferry.testing.machine.MachineSpec;
import dev.bootferry.testing.machine.SerialListener;
import dev.bootferry.testing.machine.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The menu and what reaches the kernel, with this machine's GRUB and the sample image's. */
@Tag("system")
@Tag("boot")
class GrubBootTest {
  private static final Duration LIMIT = Duration.ofMinutes(4);

  /** Every kind of argument that the rule lets pass; see CarriedArgumentsTest. */
  private static final KernelArguments CARRIED =
      KernelArguments.of(
          List.of(
              "console=ttyS0,115200n8",
              "quiet",
              "ip=[fe80::1]:x!y~z^`%@+",
              "crashkernel=1G-4G:192M",
              "a=*.c",
              "a=?b",
              "(a)",
              "/dev/x",
              "x#y",
              "--foo",
              "!x",
              "[[x",
              "café=ü",
              "if",
              "in",
              "done",
              "function",
              "a\\\\b",
              "a\\\"b\\\"",
              "it\\'s",
              "\"dyndbg=file a.c  +p\"",
              "\"a;b c|d&e<f>g{h}\"",
              "\"x #y\"",
              "\"é x\"",
              "\"a \\\\ b\""));

  @TempDir private static Path shared;
  @TempDir private Path folder;

  private static TinySystem system;
  private final SystemCommandRunner commands = new SystemCommandRunner();

  @BeforeAll
  static void unpack() throws IOException {
    system =
        TinySystem.unpack(
            new SystemCommandRunner(), Files.createDirectory(shared.resolve("image")));
  }

  private Parts parts(Set<Start> starts) throws IOException {
    Path scratch = Files.createDirectory(folder.resolve("scratch"));
    BootloaderPlan plan = new BootloaderPlan(Kind.GRUB, Optional.of(EfiArchitecture.X64), starts);
    // The modules are this machine's: the image's would need the image's programs.
    return new BootloaderInstaller(
            path ->
                path.startsWith("usr/lib/grub/i386-pc")
                    ? Optional.of(Path.of("/", path))
                    : system.file(path),
            new GrubTools(commands, "grub-mkimage", scratch))
        .make(
            plan,
            TinyDisk.ROOT_UUID,
            Optional.of(new BiosBoot(TinyDisk.BIOS_LBA, TinyDisk.BIOS_BYTES)));
  }

  private VirtualMachine start(Firmware firmware, Path disk)
      throws IOException, InterruptedException {
    MachineSpec spec = MachineSpec.of(firmware, disk).withMemory(768);
    return VirtualMachine.start(commands, spec, folder.resolve("machine"), SerialListener.NONE);
  }

  private static String commandLine(VirtualMachine machine) throws InterruptedException {
    machine.console().await(TinySystem.BEGIN, LIMIT);
    String line = machine.console().await(TinySystem.END + "\n", LIMIT).before();
    return line.substring(line.indexOf(' ') + 1, line.lastIndexOf(" ostree="));
  }

  @ParameterizedTest
  @EnumSource(Firmware.class)
  void carriesArgumentsByteForByte(Firmware firmware) throws IOException, InterruptedException {
    CarriedArguments.demandGrubCarries(CARRIED);
    Path disk =
        new TinyDisk(commands, folder)
            .entry("ostree-1.conf", 1, "Debian GNU/Linux 13 (trixie) (ostree:0)", "" + CARRIED)
            .write(system, parts(Set.of(Start.BIOS, Start.UEFI)), "ext4");

    try (VirtualMachine machine = start(firmware, disk)) {
      assertThat(commandLine(machine)).isEqualTo(CARRIED.toString());
      machine.awaitEnd(LIMIT);
      assertThat(machine.console().transcript()).doesNotContain("error:");
    }
  }

  @Test
  void showsAllEntriesTheNewestFirstAndStartsTheChosenOne()
      throws IOException, InterruptedException {
    TinyDisk disk = new TinyDisk(commands, folder);
    for (int version = 1; version <= 11; version++) {
      disk.entry(
          version % 2 == 0 ? "ostree-" + version + "-default.conf" : "ostree-" + version + ".conf",
          version,
          "System (ostree:" + (11 - version) + ")",
          "console=ttyS0,115200n8 quiet number=" + version);
    }
    Path image = disk.write(system, parts(Set.of(Start.BIOS)), "btrfs");

    try (VirtualMachine machine = start(Firmware.BIOS, image)) {
      List<String> titles = GrubMenu.choose(machine.console(), 3, LIMIT);
      assertThat(titles)
          .containsExactly(
              "System (ostree:0)", "System (ostree:1)", "System (ostree:2)", "System (ostree:3)");
      assertThat(commandLine(machine)).endsWith("number=8");
      machine.awaitEnd(LIMIT);
      assertThat(machine.console().transcript()).contains("System (ostree:10)");
    }
  }

  @Test
  void anUnsignedGrubStartsUefi() throws IOException, InterruptedException {
    Parts signed = parts(Set.of(Start.BIOS));
    Path scratch = Files.createDirectory(folder.resolve("unsigned"));
    Parts unsigned =
        new BootloaderInstaller(
                path -> Optional.empty(), new GrubTools(commands, "grub-mkimage", scratch))
            .make(
                new BootloaderPlan(Kind.GRUB, Optional.of(EfiArchitecture.X64), Set.of(Start.UEFI)),
                TinyDisk.ROOT_UUID,
                Optional.empty());
    Path disk =
        new TinyDisk(commands, folder)
            .entry("ostree-1.conf", 1, "System", "console=ttyS0,115200n8 quiet")
            .write(system, new Parts(signed.bios(), unsigned.efiSystem(), signed.root()), "ext4");

    try (VirtualMachine machine = start(Firmware.UEFI, disk)) {
      assertThat(commandLine(machine)).isEqualTo("console=ttyS0,115200n8 quiet");
      machine.awaitEnd(LIMIT);
    }
  }
}
