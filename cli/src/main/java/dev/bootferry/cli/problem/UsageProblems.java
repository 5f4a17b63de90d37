package dev.bootferry.cli.problem;

import dev.bootferry.core.problem.CoreProblem;
import dev.bootferry.core.problem.Problem;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, and what was perhaps meant. */
public final class UsageProblems {
  /** More letters than this apart, a name is not worth proposing. */
  private static final int NEAR = 3;

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
        .flatMap(text ->
            names(command, text.startsWith("-"))
                .filter(name -> distance(name, text) <= Math.min(NEAR, text.length() / 2))
                .min(Comparator.comparingInt(name -> distance(name, text))));
  }

  private static Stream<String> names(CommandLine command, boolean options) {
    return options
        ? command.getCommandSpec().optionsMap().keySet().stream()
        : command.getSubcommands().keySet().stream();
  }

  /** Letters to insert, remove or change to make one of the other (Levenshtein). */
  static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
