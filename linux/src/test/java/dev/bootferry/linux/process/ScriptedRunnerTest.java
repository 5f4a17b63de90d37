package dev.bootferry.linux.process;

import java.time.Duration;

class ScriptedRunnerTest extends CommandRunnerContract {
  @Override
  CommandRunner runner() {
    return new ScriptedRunner()
        .answer("echo one two", 0, "one two\n", "")
        .answer("false", 1, "", "")
        .answer("sh -c 'echo a word >&2; exit 7'", 7, "", "a word\n")
        .answer("sleep 600", Duration.ofMinutes(10), 0, "", "");
  }
}
