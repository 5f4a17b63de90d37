package dev.bootferry.installer.plan;

import dev.bootferry.bootloader.install.BootloaderOffer;
import dev.bootferry.bootloader.install.BootloaderPlan;
import dev.bootferry.bootloader.kargs.KernelArguments;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.installer.InstallerProblem;
import dev.bootferry.installer.configuration.InstallConfiguration;
import dev.bootferry.partitioning.layout.DiskLayout;
import java.util.List;
import java.util.Optional;

/**
 * Chooses the boot loader as bootc does: the image's bootupd where it ships one, else GRUB, and
 * none where the install configuration says so.
 */
final class BootLoaderChoice {
  private static final String NONE = "none";

  private BootLoaderChoice() {}

  /**
   * Chooses.
   *
   * @param kargs of the deployment; a text of the configuration may hold several
   * @param title of the boot entry
   * @throws dev.bootferry.core.problem.ProblemException {@code install-config-unsupported}, {@code
   *     boot-loader-missing}, {@code karg-not-carriable}, {@code kargs-too-long}, {@code
   *     title-not-carriable}
   */
  static BootloaderPlan of(
      InstallConfiguration configuration,
      BootloaderOffer offer,
      DiskLayout layout,
      List<String> kargs,
      String title) {
    requireSupported(configuration);
    return BootloaderPlan.make(
        offer,
        new BootloaderPlan.Disk(
            layout.root().sectorSize(),
            layout.biosBoot().isPresent(),
            layout.efiSystem().isPresent()),
        configuration.bootloader().filter(NONE::equals).map(_ -> BootloaderPlan.Kind.NONE),
        KernelArguments.parse(String.join(" ", kargs)),
        title);
  }

  /**
   * Refuses what only other systems than those of ostree have.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code install-config-unsupported}
   */
  static void requireSupported(InstallConfiguration configuration) {
    Optional<String> other =
        configuration.bootloader().filter(b -> !b.equals("grub") && !b.equals(NONE));
    if (other.isPresent()) {
      throw new Problem(
              InstallerProblem.INSTALL_CONFIG_UNSUPPORTED,
              "install as the image's configuration asks: bootloader = \"" + other.get() + "\"",
              "with ostree's deployments only grub and none can be had",
              "Put a file of the same name with another value into /run/bootc/install of this"
                  + " machine, which goes before the image's.")
          .exception();
    }
  }
}
