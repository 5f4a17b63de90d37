package dev.bootferry.deployment.status;

import java.util.Optional;

/**
 * A bound image of a deployment.
 *
 * @param reference as the unit spells it
 * @param unit path of the unit, in the deployment
 * @param imageId under which the deployment's store has it; empty when it is missing there
 * @param digest of the manifest that it came with, where the store knows it
 */
public record BoundStatus(
    String reference, String unit, Optional<String> imageId, Optional<String> digest) {
  public boolean isPresent() {
    return imageId.isPresent();
  }
}
