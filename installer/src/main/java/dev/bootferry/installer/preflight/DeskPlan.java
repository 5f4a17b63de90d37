package dev.bootferry.installer.preflight;

import dev.bootferry.installer.space.SpaceNeeded;
import dev.bootferry.installer.system.SettingsPlan;
import dev.bootferry.partitioning.choice.DiskVerdict;
import dev.bootferry.partitioning.layout.DiskLayout;
import java.util.Optional;

/**
 * What an installation would do to a machine that is known by its description only.
 *
 * @param disk the one that is meant
 * @param layout as it would be divided; the identities are others each time
 * @param image what only the image can tell; empty when it was not looked at
 */
public record DeskPlan(DiskVerdict disk, DiskLayout layout, Optional<OfImage> image) {
  /**
   * What the image tells.
   *
   * @param reference its name
   * @param settings what would be written to set up the system
   */
  public record OfImage(String reference, SpaceNeeded space, SettingsPlan settings) {}
}
