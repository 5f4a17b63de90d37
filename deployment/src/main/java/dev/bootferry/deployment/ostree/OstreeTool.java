package dev.bootferry.deployment.ostree;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.deployment.DeploymentProblem;
import dev.bootferry.linux.LinuxProblem;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.CommandRunner;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An ostree program that can be run.
 *
 * @param runner runs it by the name {@code ostree}
 * @param features as it lists them, such as {@code selinux} and {@code composefs}
 * @param whose for messages: "this machine" or "the image"
 */
public record OstreeTool(
    CommandRunner runner, OstreeVersion version, Set<String> features, String whose) {
  public OstreeTool {
    features = Set.copyOf(features);
  }

  /** Asks a program what it is; empty when there is none, or one that does not start. */
  public static Optional<OstreeTool> probe(CommandRunner runner, String whose) {
    CommandResult result;
    try {
      result = runner.attempt(Command.of("ostree", "--version"));
    } catch (ProblemException e) {
      if (e.problem().code() == LinuxProblem.COMMAND_NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
    return result.succeeded() ? parse(runner, result.text(), whose) : Optional.empty();
  }

  static Optional<OstreeTool> parse(CommandRunner runner, String text, String whose) {
    Optional<OstreeVersion> version = Optional.empty();
    Set<String> features = new LinkedHashSet<>();
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.startsWith("Version:")) {
        String quoted = line.substring("Version:".length()).strip();
        version = Optional.of(OstreeVersion.parse(quoted.replace("'", "")));
      } else if (line.startsWith("- ")) {
        features.add(line.substring(2).strip());
      }
    }
    return version.map(v -> new OstreeTool(runner, v, features, whose));
  }

  /** Whether a deployment gets the composefs image that {@code [composefs] enabled} asks for. */
  public boolean makesComposefs() {
    return features.contains("composefs");
  }

  /** Whether files can be labelled from an image's SELinux policy. */
  public boolean labels() {
    return features.contains("selinux");
  }

  /** Whether a new stateroot's /var is filled from the image. */
  public boolean fillsVar() {
    return features.contains("initial-var") || version.isAtLeast(OstreeVersion.INITIAL_VAR);
  }

  /** Runs {@code ostree} with these arguments; see {@link CommandRunner#run}. */
  public CommandResult run(List<String> arguments) {
    List<String> argv = new ArrayList<>();
    argv.add("ostree");
    argv.addAll(arguments);
    return runner.run(Command.of(argv));
  }

  public CommandResult run(String... arguments) {
    return run(List.of(arguments));
  }

  /**
   * Chooses who works: this machine's when it is at least as new as the image's and can do what the
   * image needs, else the image's own.
   *
   * @param host of this machine
   * @param image of the image to be installed, which will work there later
   * @param needs what the image makes use of
   * @throws ProblemException {@code ostree-missing} when there is neither, {@code ostree-too-old}
   *     when neither can do it
   */
  public static OstreeTool choose(
      Optional<OstreeTool> host, Optional<OstreeTool> image, OstreeNeeds needs) {
    Optional<OstreeTool> good =
        host.filter(needs::metBy)
            .filter(h -> image.isEmpty() || h.version().isAtLeast(image.get().version()))
            .or(() -> image.filter(needs::metBy))
            .or(() -> host.filter(needs::metBy));
    return good.orElseThrow(() -> refused(host, image, needs));
  }

  private static ProblemException refused(
      Optional<OstreeTool> host, Optional<OstreeTool> image, OstreeNeeds needs) {
    if (host.isEmpty() && image.isEmpty()) {
      return new Problem(
              DeploymentProblem.OSTREE_MISSING,
              "find an ostree to install with",
              "neither this machine nor the image has one that starts",
              "Install the package ostree on this machine, or add it to the image, which needs it"
                  + " to be upgraded later.")
          .exception();
    }
    return new Problem(
            DeploymentProblem.OSTREE_TOO_OLD,
            "find an ostree that can install the image",
            "the image needs "
                + needs
                + "; of this machine: "
                + host.map(OstreeTool::toString).orElse("none")
                + ", of the image: "
                + image.map(OstreeTool::toString).orElse("none"),
            "Install a newer ostree on this machine, or build the image with one.")
        .exception();
  }

  @Override
  public String toString() {
    return "ostree " + version + " of " + whose;
  }
}
