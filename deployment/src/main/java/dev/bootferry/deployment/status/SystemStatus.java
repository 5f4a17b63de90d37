package dev.bootferry.deployment.status;

import java.util.List;
import java.util.Optional;

/**
 * All deployments of a system, by the part they play.
 *
 * @param rollback what going back would start
 * @param rollbackQueued whether that is the default already
 * @param readOnly whether the system's disk cannot be written at all
 */
public record SystemStatus(
    Optional<DeploymentStatus> staged,
    Optional<DeploymentStatus> booted,
    Optional<DeploymentStatus> rollback,
    List<DeploymentStatus> others,
    boolean rollbackQueued,
    boolean readOnly) {
  public SystemStatus {
    others = List.copyOf(others);
  }
}
