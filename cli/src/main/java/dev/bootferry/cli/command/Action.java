package dev.bootferry.cli.command;

import dev.bootferry.core.problem.ExitCode;

/** A command that does something; the others only hold commands. One object for each run. */
public interface Action {
  /**
   * Does it, with the options that have been put into the object.
   *
   * @throws Exception whatever stopped it; the caller knows how to say it
   */
  ExitCode run(Session session) throws Exception;

  /** Whether only root can do it: then nothing is begun as another user. */
  default boolean needsRoot() {
    return false;
  }
}
