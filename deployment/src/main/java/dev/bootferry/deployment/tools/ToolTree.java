package dev.bootferry.deployment.tools;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.deployment.DeploymentProblem;
import dev.bootferry.deployment.files.FileTree;
import dev.bootferry.deployment.files.InRoot;
import dev.bootferry.linux.process.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Programs of an image with all that they need, in a folder that serves as their root. Independent
 * of the image from here on: it may be installed, or consumed while it is being committed.
 *
 * @param root the folder
 * @param programs where in it each program is, relative to the root
 */
public record ToolTree(Path root, Map<String, String> programs) implements AutoCloseable {
  public ToolTree {
    programs = Map.copyOf(programs);
  }

  public boolean has(String program) {
    return programs.containsKey(program);
  }

  /**
   * A file or folder of the image, such as {@code usr/lib/grub/i386-pc}, found as inside the image:
   * links are followed, and never lead out of this tree.
   */
  public Optional<Path> file(String path) throws IOException {
    return InRoot.resolve(root, path);
  }

  /**
   * Runs the programs of this tree by their names, with this tree as their root.
   *
   * @param host runs what sets that up
   * @param visible folders and files of this machine that the programs see under the same path, as
   *     in {@code /run/target}; they must exist
   */
  public CommandRunner runner(CommandRunner host, List<Path> visible) {
    return new ToolRunner(host, root, visible);
  }

  /**
   * Demands a program.
   *
   * @param purpose for the message, as in "make the file system"
   * @throws dev.bootferry.core.problem.ProblemException {@code tool-incomplete}
   */
  public void demand(String program, String purpose) {
    if (!has(program)) {
      throw new Problem(
              DeploymentProblem.TOOL_INCOMPLETE,
              purpose,
              "the image has no " + program,
              "Add the package that brings " + program + " to the image, and build it again.")
          .exception();
    }
  }

  /** Removes the folder. */
  @Override
  public void close() throws IOException {
    if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      FileTree.delete(root);
    }
  }
}
