package dev.bootferry.cli;

import dev.bootferry.cli.command.CommandTree;
import dev.bootferry.cli.terminal.Surroundings;
import dev.bootferry.cli.terminal.Terminal;
import dev.bootferry.core.problem.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Runs the program inside the test, as its user would: a line of arguments in, streams out. */
abstract class CommandLineTestCase {
  final StubUseCases useCases = new StubUseCases();
  final Map<String, String> environment = new HashMap<>();
  Terminal terminal = Terminal.NONE;
  boolean root = true;
  String input = "";
  boolean interrupted;

  /** What one run left behind. */
  record Run(ExitCode exit, String out, String err) {}

  /** Runs; an argument that holds a space cannot be written here, use {@link #run}. */
  Run execute(String line) {
    return run(line.isBlank() ? new String[0] : line.split(" "));
  }

  Run run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Surroundings surroundings =
        new Surroundings(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            environment,
            terminal,
            root);
    ExitCode exit =
        new Program(new CommandTree(useCases), surroundings, () -> interrupted).execute(arguments);
    return new Run(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
