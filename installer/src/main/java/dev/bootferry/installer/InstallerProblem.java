package dev.bootferry.installer;

import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.core.problem.ProblemCode;

/** Problems of installing. A name, once released, keeps its meaning. */
public enum InstallerProblem implements ProblemCode {
  INSTALL_CONFIG_INVALID("install-config-invalid", ExitCode.REFUSED),
  INSTALL_CONFIG_UNSUPPORTED("install-config-unsupported", ExitCode.REFUSED),
  CONFIG_INVALID("configuration-invalid", ExitCode.REFUSED),
  CONFIG_PLACE_INVALID("configuration-place-invalid", ExitCode.REFUSED),
  CONFIG_NOT_FOUND("configuration-not-found", ExitCode.REFUSED),
  CONFIG_AMBIGUOUS("configuration-ambiguous", ExitCode.REFUSED),
  FILESYSTEM_UNSET("filesystem-unset", ExitCode.REFUSED),
  ARCHITECTURE_UNKNOWN("architecture-unknown", ExitCode.REFUSED),
  TOOL_MISSING("tool-missing", ExitCode.REFUSED),
  SSH_KEYS_INVALID("ssh-keys-invalid", ExitCode.REFUSED),
  SETTINGS_UNFIT("settings-unfit", ExitCode.REFUSED),
  NETWORK_NOT_SETTABLE("network-not-settable", ExitCode.REFUSED),
  SETTING_NOT_WRITTEN("setting-not-written", ExitCode.FAILED),
  TARGET_CHANGED("target-changed", ExitCode.REFUSED),
  SCRIPT_FAILED("script-failed", ExitCode.FAILED),
  NOT_CONFIRMED("not-confirmed", ExitCode.REFUSED),
  READ_BACK_DIFFERS("read-back-differs", ExitCode.DAMAGED);

  private final String id;
  private final ExitCode exit;

  InstallerProblem(String id, ExitCode exit) {
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
