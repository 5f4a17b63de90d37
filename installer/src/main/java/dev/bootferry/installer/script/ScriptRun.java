package dev.bootferry.installer.script;

import dev.bootferry.core.problem.CoreProblem;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.core.progress.Progress;
import dev.bootferry.installer.InstallerProblem;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.StreamingRunner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs a program of the user's; what it prints is noted, line by line. */
public final class ScriptRun {
  private final StreamingRunner commands;
  private final Progress progress;

  public ScriptRun(StreamingRunner commands, Progress progress) {
    this.commands = commands;
    this.progress = progress;
  }

  /**
   * Runs a script to its end, as a copy: media are often mounted so that nothing on them can be
   * run. One that names no interpreter in its first line is run by {@code /bin/sh}.
   *
   * @param title for people, as in "the script before the installation"
   * @param environment added to that of this process
   * @throws ProblemException {@code script-failed} when it ends with another status than 0 or not
   *     within its time; whatever it started itself may go on
   */
  public void run(String title, Path script, Map<String, String> environment, Duration limit)
      throws IOException {
    progress.note(title + ": " + script);
    Path copy =
        Files.createTempFile(
            "bootferry-script",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try {
      byte[] text = Files.readAllBytes(script);
      Files.write(copy, text);
      boolean program = startsWith(text, "#!") || startsWith(text, "\u007fELF");
      // One stream, so that the lines keep their order.
      String start = (program ? "exec \"$0\"" : "exec /bin/sh \"$0\"") + " 2>&1";
      Command command =
          Command.of(List.of("sh", "-c", start, copy.toString()))
              .withEnvironment(environment)
              .withTimeout(limit);
      var _ = commands.read(command, this::note);
    } catch (ProblemException e) {
      if (e.problem().code() == CoreProblem.INTERRUPTED) {
        throw e;
      }
      throw new Problem(
              InstallerProblem.SCRIPT_FAILED,
              "run " + title + ", " + script,
              e.problem().why(),
              "See what it printed above, correct it, and run the same command again.")
          .exception(e);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private static boolean startsWith(byte[] text, String start) {
    byte[] bytes = start.getBytes(StandardCharsets.ISO_8859_1);
    return text.length >= bytes.length
        && java.util.Arrays.equals(text, 0, bytes.length, bytes, 0, bytes.length);
  }

  private boolean note(InputStream output) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8));
    for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
      progress.note("  " + line);
    }
    return true;
  }
}
