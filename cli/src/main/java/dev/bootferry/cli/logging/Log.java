package dev.bootferry.cli.logging;

import java.util.function.Consumer;

/**
 * Where the lines of the log go, and which. One for the process, as the virtual machine has one
 * logger finder: {@link System#getLogger} offers no way to hand it anything.
 */
public final class Log {
  private static volatile LogLevel level = LogLevel.WARN;
  private static volatile Consumer<String> sink = Log::toStandardError;

  private Log() {}

  /** Sends lines of this level and above to the sink until the returned scope is closed. */
  public static Scope to(LogLevel newLevel, Consumer<String> newSink) {
    LogLevel oldLevel = level;
    Consumer<String> oldSink = sink;
    level = newLevel;
    sink = newSink;
    return () -> {
      level = oldLevel;
      sink = oldSink;
    };
  }

  static boolean shows(System.Logger.Level other) {
    return level.shows(other);
  }

  static void write(String line) {
    sink.accept(line);
  }

  private static void toStandardError(String line) {
    System.err.println(line);
  }

  /** While it is open, the log goes where it was sent. */
  public interface Scope extends AutoCloseable {
    @Override
    void close();
  }
}
