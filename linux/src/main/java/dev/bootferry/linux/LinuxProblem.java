package dev.bootferry.linux;

import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.core.problem.ProblemCode;

/** Problems with the operating system underneath. A name, once released, keeps its meaning. */
public enum LinuxProblem implements ProblemCode {
  COMMAND_NOT_FOUND("command-not-found", ExitCode.REFUSED),
  COMMAND_FAILED("command-failed", ExitCode.FAILED),
  COMMAND_TIMED_OUT("command-timed-out", ExitCode.FAILED),
  COMMAND_STREAM_FAILED("command-stream-failed", ExitCode.FAILED),
  SYSTEM_CALL_FAILED("system-call-failed", ExitCode.FAILED),
  LOOP_DEVICE_FAILED("loop-device-failed", ExitCode.FAILED),
  DEVICE_IN_USE("device-in-use", ExitCode.REFUSED),
  MOUNT_FAILED("mount-failed", ExitCode.FAILED),
  MOUNT_BUSY("mount-busy", ExitCode.FAILED);

  private final String id;
  private final ExitCode exit;

  LinuxProblem(String id, ExitCode exit) {
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
