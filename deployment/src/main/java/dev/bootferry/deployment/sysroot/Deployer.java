package dev.bootferry.deployment.sysroot;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.deployment.DeploymentProblem;
import dev.bootferry.deployment.files.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Turns an imported image into a deployment. */
public final class Deployer {
  private final Sysroot sysroot;

  public Deployer(Sysroot sysroot) {
    this.sysroot = sysroot;
  }

  /**
   * Deploys: at once on a sysroot that is not running, staged for the next boot on the one that is.
   * When it fails, the boot entries are as they were.
   *
   * @return the new deployment
   * @throws dev.bootferry.core.problem.ProblemException {@code command-failed}, {@code
   *     deployment-failed}
   */
  public Deployment deploy(DeployRequest request) throws IOException {
    Path origin = Files.createTempFile(sysroot.repository().resolve("tmp"), "origin-", ".tmp");
    try {
      Files.writeString(
          origin,
          new KeyFile()
              .set("origin", "container-image-reference", request.origin().toString())
              .toString());
      sysroot.admin("deploy", arguments(request, origin));
    } finally {
      Files.deleteIfExists(origin);
    }
    DeploymentList after = DeploymentList.of(sysroot);
    Deployment deployed =
        sysroot.booted()
            ? after.staged().orElseThrow(() -> missing(request))
            : after.deployments().stream().findFirst().orElseThrow(() -> missing(request));
    if (!deployed.checksum().equals(request.commit())) {
      throw missing(request);
    }
    if (!sysroot.booted()) {
      StaterootVar.fill(sysroot, deployed);
    }
    return deployed;
  }

  private List<String> arguments(DeployRequest request, Path origin) {
    List<String> arguments =
        new ArrayList<>(
            List.of("--os=" + request.stateroot(), "--origin-file=" + origin, "--karg-none"));
    if (sysroot.booted()) {
      arguments.add("--stage");
    }
    // A repeated --karg would only keep the last of the same name.
    request.kargs().forEach(karg -> arguments.add("--karg-append=" + karg));
    arguments.add(request.commit().hex());
    return arguments;
  }

  private RuntimeException missing(DeployRequest request) {
    return new Problem(
            DeploymentProblem.DEPLOYMENT_FAILED,
            "deploy commit " + request.commit() + " at " + sysroot.root(),
            "ostree ended well, but the deployment is not there",
            "See ostree admin status, and run the command again.")
        .exception();
  }
}
