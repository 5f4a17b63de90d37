package dev.bootferry.testing.program;

import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.CommandRunner;
import dev.bootferry.testing.sample.Checkout;
import java.util.ArrayList;
import java.util.List;

/** Runs {@code ./bootferry} of the checkout as a process of its own. */
public final class Bootferry {
  private final CommandRunner commands;
  private final List<String> prefix;

  public Bootferry(CommandRunner commands) {
    this(commands, List.of());
  }

  private Bootferry(CommandRunner commands, List<String> prefix) {
    this.commands = commands;
    this.prefix = List.copyOf(prefix);
  }

  /** The same program in a network namespace that has no interface but an unconfigured loopback. */
  public Bootferry withoutNetwork() {
    return new Bootferry(commands, List.of("unshare", "--net", "--"));
  }

  /** Runs it to the end, well or not. */
  public CommandResult attempt(String... arguments) {
    return commands.attempt(command(arguments));
  }

  /** Runs it to the end; a status other than 0 is an error that shows what it said. */
  public CommandResult run(String... arguments) {
    return commands.run(command(arguments));
  }

  private Command command(String... arguments) {
    List<String> argv = new ArrayList<>(prefix);
    argv.add(Checkout.root().resolve("bootferry").toString());
    argv.addAll(List.of(arguments));
    return Command.of(argv);
  }
}
