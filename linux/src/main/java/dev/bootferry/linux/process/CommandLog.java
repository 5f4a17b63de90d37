package dev.bootferry.linux.process;

import java.time.Duration;

/**
 * Is told of every command as it starts and ends, for a log. Called from the thread that runs the
 * command. The environment and the input of a command may hold secrets: log neither.
 */
public interface CommandLog {
  CommandLog NONE =
      new CommandLog() {
        @Override
        public void started(Command command) {}

        @Override
        public void ended(Command command, int exit, Duration took) {}
      };

  void started(Command command);

  /**
   * The command ended, or was killed.
   *
   * @param exit its exit status; 128 + N when signal N ended it
   */
  void ended(Command command, int exit, Duration took);
}
