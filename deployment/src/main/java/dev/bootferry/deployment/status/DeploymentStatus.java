package dev.bootferry.deployment.status;

import dev.bootferry.deployment.bound.StoreLocation;
import dev.bootferry.deployment.sysroot.Deployment;
import java.util.List;
import java.util.Optional;

/**
 * One deployment, with what it was made from and what it binds.
 *
 * @param image empty when it was not made from an image
 * @param cachedUpdate a newer image that was seen and not fetched
 * @param incompatible whether it has local changes that image-based tools do not know
 * @param store where its bound images are
 * @param boundProblem why its bound images could not be found
 */
public record DeploymentStatus(
    Deployment deployment,
    Optional<ImageStatus> image,
    Optional<ImageStatus> cachedUpdate,
    boolean incompatible,
    StoreLocation store,
    List<BoundStatus> bound,
    Optional<String> boundProblem) {
  public DeploymentStatus {
    bound = List.copyOf(bound);
  }

  /** Whether everything that it binds is there. */
  public boolean isComplete() {
    return boundProblem.isEmpty() && bound.stream().allMatch(BoundStatus::isPresent);
  }
}
