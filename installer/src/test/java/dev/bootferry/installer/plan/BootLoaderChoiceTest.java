package dev.bootferry.installer.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootferry.bootloader.efi.EfiArchitecture;
import dev.bootferry.bootloader.install.BootloaderOffer;
import dev.bootferry.bootloader.install.BootloaderPlan;
import dev.bootferry.bootloader.install.BootloaderPlan.Kind;
import dev.bootferry.bootloader.install.BootloaderPlan.Start;
import dev.bootferry.core.ByteSize;
import dev.bootferry.installer.configuration.InstallConfiguration;
import dev.bootferry.installer.configuration.InstallConfigurationReader;
import dev.bootferry.installer.configuration.InstallFile;
import dev.bootferry.partitioning.Architecture;
import dev.bootferry.partitioning.disk.DiskGeometry;
import dev.bootferry.partitioning.filesystem.FileSystemType;
import dev.bootferry.partitioning.layout.DiskLayout;
import dev.bootferry.partitioning.layout.LayoutPlanner;
import dev.bootferry.partitioning.layout.LayoutRequest;
import dev.bootferry.partitioning.wish.LayoutWish;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BootLoaderChoiceTest {
  private static final BootloaderOffer DEBIAN =
      new BootloaderOffer(Optional.of(EfiArchitecture.X64), false, true, true, true);
  private static final BootloaderOffer WITH_BOOTUPD =
      new BootloaderOffer(Optional.of(EfiArchitecture.X64), true, true, true, true);
  private static final List<String> KARGS = List.of("rw", "quiet");

  private static InstallConfiguration configuration(String toml) {
    return InstallConfigurationReader.read(
        List.of(new InstallFile(InstallFile.Base.USR_LIB, "00.toml", "[install]\n" + toml)),
        "x86_64");
  }

  private static DiskLayout layout(int sectorSize) {
    return new LayoutPlanner(UUID::randomUUID)
        .plan(
            LayoutRequest.fresh(
                "disk",
                DiskGeometry.ofBytes(4L << 30, sectorSize),
                Architecture.X86_64,
                LayoutWish.simple(Optional.empty(), Optional.empty()),
                FileSystemType.EXT4,
                ByteSize.mebibytes(100)));
  }

  private static BootloaderPlan choose(String toml, BootloaderOffer offer, List<String> kargs) {
    return BootLoaderChoice.of(configuration(toml), offer, layout(512), kargs, "Debian");
  }

  @Test
  void takesGrubUnlessTheImageShipsBootupd() {
    for (String toml : List.of("", "bootloader = \"grub\"\n")) {
      assertThat(choose(toml, DEBIAN, KARGS).kind()).isEqualTo(Kind.GRUB);
      assertThat(choose(toml, WITH_BOOTUPD, KARGS).kind()).isEqualTo(Kind.BOOTUPD);
    }
  }

  @Test
  void takesNoneWhereTheConfigurationSaysSo() {
    BootloaderPlan plan = choose("bootloader = \"none\"\n", WITH_BOOTUPD, List.of("memmap=1M$2M"));

    assertThat(plan.kind()).isEqualTo(Kind.NONE);
    assertThat(plan.starts()).isEmpty();
  }

  @Test
  void refusesBootLoadersOfOtherSystems() {
    assertThatThrownBy(() -> choose("bootloader = \"systemd\"\n", DEBIAN, KARGS))
        .hasMessageContaining("install-config-unsupported");
  }

  @Test
  void leavesTheBiosOutForLargeSectors() {
    assertThat(choose("", DEBIAN, KARGS).starts())
        .containsExactly(Start.BIOS, Start.UEFI, Start.SECURE_BOOT);
    assertThat(
            BootLoaderChoice.of(configuration(""), DEBIAN, layout(4096), KARGS, "Debian").starts())
        .containsExactly(Start.UEFI, Start.SECURE_BOOT);
  }

  @Test
  void refusesAnArgumentThatTheBootLoaderCannotCarry() {
    assertThatThrownBy(() -> choose("", DEBIAN, List.of("rw", "memmap=1M$2M")))
        .hasMessageContaining("karg-not-carriable")
        .hasMessageContaining("memmap=1M$2M");
    assertThatThrownBy(() -> choose("", WITH_BOOTUPD, List.of("a'b")))
        .hasMessageContaining("karg-not-carriable");
  }

  @Test
  void readsTextsOfSeveralArguments() {
    assertThat(choose("", DEBIAN, List.of("console=tty0 console=ttyS0", "\"x=a;b c\"")).kind())
        .isEqualTo(Kind.GRUB);
  }
}
