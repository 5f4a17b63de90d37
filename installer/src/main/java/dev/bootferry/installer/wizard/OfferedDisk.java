package dev.bootferry.installer.wizard;

import dev.bootferry.partitioning.hardware.DiskDescription;
import java.util.Optional;

/**
 * A disk, or a file that stands for one.
 *
 * @param isFile whether it is a file; one with no size yet is made
 * @param refusal why it cannot be chosen
 */
public record OfferedDisk(DiskDescription description, boolean isFile, Optional<String> refusal) {
  public String path() {
    return description.path();
  }

  /** Whether something on it would be lost. */
  public boolean hasData() {
    return !description.isEmpty();
  }
}
