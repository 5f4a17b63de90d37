package dev.bootferry.cli.logging;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code debug Mount: message}. Of an exception only what it says is shown, its stack from
 * level debug on.
 */
final class LineLogger implements System.Logger {
  private static final String OURS = "dev.bootferry.";

  private final String name;

  LineLogger(String name) {
    this.name = name;
  }

  @Override
  public String getName() {
    return name;
  }

  /** The virtual machine's own loggers, as of its HTTP client, are heard from when they warn. */
  @Override
  public boolean isLoggable(Level level) {
    boolean worth = name.startsWith(OURS) || level.getSeverity() >= Level.WARNING.getSeverity();
    return worth && Log.shows(level);
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String message,
      @Nullable Throwable thrown) {
    if (!isLoggable(level)) {
      return;
    }
    String label = level.name().toLowerCase(Locale.ROOT);
    String text = label + " " + name.substring(name.lastIndexOf('.') + 1) + ": " + message;
    if (thrown != null) {
      text += Log.shows(Level.DEBUG) ? "\n" + stack(thrown) : ": " + thrown;
    }
    Log.write(text.stripTrailing());
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object @Nullable ... parameters) {
    if (!isLoggable(level)) {
      return;
    }
    boolean plain = format == null || parameters == null || parameters.length == 0;
    String text = plain ? format : MessageFormat.format(format, parameters);
    log(level, bundle, text, (Throwable) null);
  }

  private static String stack(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
