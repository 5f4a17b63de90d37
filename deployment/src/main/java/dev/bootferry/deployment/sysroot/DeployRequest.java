package dev.bootferry.deployment.sysroot;

import dev.bootferry.deployment.objects.Checksum;
import dev.bootferry.images.reference.TargetReference;
import java.util.List;

/**
 * What is to be deployed.
 *
 * @param commit the imported image
 * @param origin what the system follows from then on
 * @param kargs all kernel arguments, in order; ostree adds its own {@code ostree=}
 */
public record DeployRequest(
    String stateroot, Checksum commit, TargetReference origin, List<String> kargs) {
  public DeployRequest {
    kargs = List.copyOf(kargs);
    for (String karg : kargs) {
      if (karg.isEmpty() || karg.chars().anyMatch(Character::isISOControl)) {
        throw new IllegalArgumentException("not a kernel argument: " + karg);
      }
    }
  }
}
