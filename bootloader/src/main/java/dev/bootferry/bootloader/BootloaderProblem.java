package dev.bootferry.bootloader;

import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.core.problem.ProblemCode;

/** Problems of boot loaders. A name, once released, keeps its meaning. */
public enum BootloaderProblem implements ProblemCode {
  KARG_NOT_CARRIABLE("karg-not-carriable", ExitCode.REFUSED),
  BOOT_LOADER_MISSING("boot-loader-missing", ExitCode.REFUSED),
  BOOT_LOADER_UNFIT("boot-loader-unfit", ExitCode.FAILED);

  private final String id;
  private final ExitCode exit;

  BootloaderProblem(String id, ExitCode exit) {
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
