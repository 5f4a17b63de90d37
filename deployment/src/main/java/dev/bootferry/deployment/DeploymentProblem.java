package dev.bootferry.deployment;

import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.core.problem.ProblemCode;

/**
 * Problems with sysroots, deployments and bound stores. A name, once released, keeps its meaning.
 */
public enum DeploymentProblem implements ProblemCode {
  SYSROOT_DAMAGED("sysroot-damaged", ExitCode.DAMAGED),
  SYSROOT_NOT_BOOTED("sysroot-not-booted", ExitCode.REFUSED),
  SYSROOT_READ_ONLY("sysroot-read-only", ExitCode.REFUSED),
  SYSROOT_BUSY("sysroot-busy", ExitCode.REFUSED),
  OSTREE_MISSING("ostree-missing", ExitCode.REFUSED),
  OSTREE_TOO_OLD("ostree-too-old", ExitCode.REFUSED),
  TOOL_INCOMPLETE("tool-incomplete", ExitCode.REFUSED),
  IMAGE_TOO_LARGE("image-too-large", ExitCode.REFUSED),
  ENCAPSULATION_INVALID("encapsulation-invalid", ExitCode.DAMAGED),
  SELINUX_POLICY_INVALID("selinux-policy-invalid", ExitCode.REFUSED),
  BOUND_STORE_FAILED("bound-store-failed", ExitCode.FAILED),
  BOUND_IMAGE_WRONG("bound-image-wrong", ExitCode.DAMAGED),
  BOUND_NAME_CONFLICT("bound-name-conflict", ExitCode.REFUSED),
  OTHER_SYSTEM("other-system", ExitCode.REFUSED),
  SPACE_MISSING("space-missing", ExitCode.REFUSED),
  KARGS_INVALID("kargs-invalid", ExitCode.REFUSED),
  NOTHING_TO_ROLL_BACK("nothing-to-roll-back", ExitCode.REFUSED),
  DEPLOYMENT_FAILED("deployment-failed", ExitCode.FAILED);

  private final String id;
  private final ExitCode exit;

  DeploymentProblem(String id, ExitCode exit) {
    this.id = id;
    this.exit = exit;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public ExitCode exit() {
    return exit;
  }
}
