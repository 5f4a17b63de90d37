package dev.bootferry.deployment.tools;

import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.CommandRunner;
import java.util.List;

/**
 * Runs this machine's programs without a network, and with mounts of their own that vanish with
 * them.
 */
public record Isolated(CommandRunner host) implements CommandRunner {
  private static final List<String> PREFIX =
      List.of("unshare", "--mount", "--propagation", "private", "--net", "--");

  @Override
  public CommandResult attempt(Command command) {
    return host.attempt(command.behind(PREFIX));
  }
}
