package dev.bootferry.cli.logging;

import java.lang.System.Logger.Level;
import java.util.Locale;

/** What the log shows: the level named and everything more important. */
public enum LogLevel {
  ERROR(Level.ERROR),
  WARN(Level.WARNING),
  INFO(Level.INFO),
  DEBUG(Level.DEBUG),
  TRACE(Level.TRACE);

  private final Level level;

  LogLevel(Level level) {
    this.level = level;
  }

  boolean shows(Level other) {
    return other != Level.OFF && other.getSeverity() >= level.getSeverity();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
