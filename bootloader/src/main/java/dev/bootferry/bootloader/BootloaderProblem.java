package dev.bootferry.bootloader;

import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.core.problem.ProblemCode;

/** Problems of boot entries and boot loaders. A name, once released, keeps its meaning. */
public enum BootloaderProblem implements ProblemCode {
  KARG_INVALID("karg-invalid", ExitCode.USAGE),
  KARG_NOT_CARRIABLE("karg-not-carriable", ExitCode.REFUSED),
  KARGS_TOO_LONG("kargs-too-long", ExitCode.REFUSED),
  TITLE_NOT_CARRIABLE("title-not-carriable", ExitCode.REFUSED),
  BOOT_ENTRY_INVALID("boot-entry-invalid", ExitCode.DAMAGED),
  BOOT_LOADER_MISSING("boot-loader-missing", ExitCode.REFUSED),
  BOOT_LOADER_UNFIT("boot-loader-unfit", ExitCode.FAILED),
  SECTOR_SIZE_NOT_BOOTABLE("sector-size-not-bootable", ExitCode.REFUSED);

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
