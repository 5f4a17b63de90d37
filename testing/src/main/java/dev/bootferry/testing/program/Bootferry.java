package dev.bootferry.testing.program;

import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.CommandRunner;
import dev.bootferry.testing.sample.Checkout;
import java.nio.file.Path;
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

  /** The same program on a machine whose /run has nothing but copies of what is in this folder. */
  public Bootferry withRun(Path folder) {
    return new Bootferry(
        commands,
        List.of(
            "unshare",
            "--mount",
            "--propagation",
            "private",
            "--",
            "sh",
            "-c",
            "folder=$1; shift; mount -t tmpfs run /run && cp -R \"$folder/.\" /run && exec \"$@\"",
            "sh",
            folder.toString()));
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
