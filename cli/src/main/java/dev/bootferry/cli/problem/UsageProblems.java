package dev.bootferry.cli.problem;

import dev.bootferry.core.problem.CoreProblem;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.text.NearestName;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, and what was perhaps meant. */
public final class UsageProblems {
  private UsageProblems() {}

  public static Problem of(ParameterException thrown) {
    CommandLine command = thrown.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    String see = "See '" + name + " --help'.";
    return new Problem(
        CoreProblem.USAGE,
        "understand the arguments of '" + name + "'",
        because(thrown),
        nearest(thrown).map(near -> "Did you mean '" + near + "'? " + see).orElse(see));
  }

  /** A group was named, and none of its commands. */
  public static Problem commandMissing(CommandLine group) {
    String name = group.getCommandSpec().qualifiedName();
    return new Problem(
        CoreProblem.USAGE,
        "understand the arguments of '" + name + "'",
        "the command is missing",
        "Commands are: "
            + String.join(", ", group.getSubcommands().keySet())
            + ". See '"
            + name
            + " --help'.");
  }

  private static String because(ParameterException thrown) {
    Optional<String> unknown = unknown(thrown);
    if (unknown.isPresent()) {
      String kind = unknown.get().startsWith("-") ? "option" : "argument";
      boolean group = !thrown.getCommandLine().getSubcommands().isEmpty();
      return "there is no "
          + (group && kind.equals("argument") ? "command" : kind)
          + " '"
          + unknown.get()
          + "'";
    }
    String message = String.valueOf(thrown.getMessage());
    return message.isBlank() ? "they are not complete" : message;
  }

  private static Optional<String> unknown(ParameterException thrown) {
    return thrown instanceof UnmatchedArgumentException unmatched
            && !unmatched.getUnmatched().isEmpty()
        ? Optional.of(unmatched.getUnmatched().getFirst())
        : Optional.empty();
  }

  private static Optional<String> nearest(ParameterException thrown) {
    CommandLine command = thrown.getCommandLine();
    return unknown(thrown)
        .map(text -> text.startsWith("--") ? text.replaceFirst("=.*", "") : text)
        .flatMap(text -> NearestName.of(text, names(command, text.startsWith("-")).toList()));
  }

  private static Stream<String> names(CommandLine command, boolean options) {
    return options
        ? command.getCommandSpec().optionsMap().keySet().stream()
        : command.getSubcommands().keySet().stream();
  }
}
