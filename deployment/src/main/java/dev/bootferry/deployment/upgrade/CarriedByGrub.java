package dev.bootferry.deployment.upgrade;

import dev.bootferry.bootloader.grub.GrubConfiguration;
import dev.bootferry.bootloader.kargs.CarriedArguments;
import dev.bootferry.bootloader.kargs.KernelArguments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What an upgrade's boot entry may hold so that the machine's boot loader hands it on unchanged.
 */
final class CarriedByGrub {
  private CarriedByGrub() {}

  /**
   * Refuses what our GRUB menu would change. A machine with another boot loader is left to it.
   *
   * @param root physical root of the machine
   * @param title of the boot entry
   * @throws dev.bootferry.core.problem.ProblemException {@code karg-not-carriable}, {@code
   *     kargs-too-long}, {@code title-not-carriable}
   */
  static void demand(Path root, List<String> kargs, String title) {
    if (Files.exists(root.resolve(GrubConfiguration.ENTRIES_PATH))) {
      CarriedArguments.demandGrubCarries(KernelArguments.parse(String.join(" ", kargs)));
      CarriedArguments.demandGrubReadsTitle(title);
    }
  }
}
