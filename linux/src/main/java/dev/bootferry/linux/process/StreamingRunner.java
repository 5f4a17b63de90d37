package dev.bootferry.linux.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Runs programs whose input or output is too large to hold: a tar fed to a tool, a file read out of
 * one. The child never outlives the call, as with {@link CommandRunner}, and a command that fails
 * is always an error here.
 */
public interface StreamingRunner {
  /**
   * Writes a program's standard input. Runs on a thread of its own. A program may end well without
   * having read all: then the rest is not asked for.
   */
  @FunctionalInterface
  interface Feed {
    /** Writes nothing. */
    Feed NOTHING = input -> {};

    void writeTo(OutputStream input) throws IOException;
  }

  /**
   * Reads a program's standard output. Runs on a thread of its own. What it leaves unread is thrown
   * away. Its result counts only when the program ends well: until then nothing that was read may
   * be trusted to be whole.
   */
  @FunctionalInterface
  interface Drain<T> {
    T readFrom(InputStream output) throws IOException;
  }

  /**
   * Runs to the end, feeding and draining at the same time.
   *
   * @param command without input of its own
   * @return what the drain returned
   * @throws dev.bootferry.core.problem.ProblemException {@code command-not-found}, {@code
   *     command-timed-out}, {@code command-failed} when it ended with another status than 0, {@code
   *     command-stream-failed} when feed or drain failed with an IOException; one that feed or
   *     drain throw themselves comes through unchanged. In each case the child has ended
   */
  <T> T stream(Command command, Feed feed, Drain<T> drain);

  /** Runs with this input; what the program prints is kept as {@link CommandRunner} does. */
  CommandResult feed(Command command, Feed feed);

  /** Runs without input, reading what the program prints. */
  default <T> T read(Command command, Drain<T> drain) {
    return stream(command, Feed.NOTHING, drain);
  }
}
