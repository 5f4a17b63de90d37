package dev.bootferry.cli;

import dev.bootferry.cli.command.CommonOptions;
import dev.bootferry.cli.logging.Log;
import dev.bootferry.cli.progress.ProgressBoard;
import dev.bootferry.cli.progress.ProgressStyle;
import dev.bootferry.cli.terminal.Surroundings;
import dev.bootferry.core.problem.CoreProblem;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.progress.Progress;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What a run shows beside its result: progress and the log, which share the screen. */
final class Display implements AutoCloseable {
  private final PrintStream out;
  private final boolean ownsOut;
  private final ProgressBoard board;
  private final Log.Scope log;

  private Display(
      Surroundings surroundings, CommonOptions options, PrintStream out, boolean ownsOut) {
    this.out = out;
    this.ownsOut = ownsOut;
    ProgressStyle style = ownsOut ? ProgressStyle.JSON : options.progress();
    this.board = style.board(surroundings, out);
    boolean shared = !ownsOut && style != ProgressStyle.NONE;
    this.log = Log.to(options.logLevel(), shared ? board::note : line -> print(surroundings, line));
  }

  static Display open(Surroundings surroundings, CommonOptions options) {
    if (options.progressDescriptor().isEmpty()) {
      return new Display(surroundings, options, surroundings.err(), false);
    }
    int descriptor = options.progressDescriptor().getAsInt();
    try {
      FileOutputStream file = new FileOutputStream("/proc/self/fd/" + descriptor, true);
      return new Display(
          surroundings, options, new PrintStream(file, false, StandardCharsets.UTF_8), true);
    } catch (IOException e) {
      throw new Problem(
              CoreProblem.USAGE,
              "write progress to file descriptor " + descriptor,
              "it is not open for writing",
              "Open it, as in 'bootferry --progress-fd 3 ... 3>progress.json'.")
          .exception(e);
    }
  }

  Progress progress() {
    return board;
  }

  @Override
  public void close() {
    log.close();
    board.close();
    if (ownsOut) {
      out.close();
    }
  }

  private static void print(Surroundings surroundings, String line) {
    surroundings.err().print(line + "\n");
    surroundings.err().flush();
  }
}
