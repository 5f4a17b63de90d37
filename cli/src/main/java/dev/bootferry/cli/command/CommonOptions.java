package dev.bootferry.cli.command;

import dev.bootferry.cli.logging.LogLevel;
import dev.bootferry.cli.progress.ProgressStyle;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options that every command has. */
public final class CommonOptions {
  @Option(
      names = "--progress",
      scope = ScopeType.INHERIT,
      paramLabel = "STYLE",
      defaultValue = "auto",
      description =
          "How progress is shown on standard error: ${COMPLETION-CANDIDATES}. Auto is live lines on"
              + " a terminal, plain lines elsewhere.")
  private ProgressStyle progress;

  @Option(
      names = "--progress-fd",
      scope = ScopeType.INHERIT,
      paramLabel = "N",
      description = "Write progress as JSON lines to this open file descriptor.")
  private @Nullable Integer progressDescriptor;

  @Option(
      names = "--log-level",
      scope = ScopeType.INHERIT,
      paramLabel = "LEVEL",
      defaultValue = "warn",
      description = "What to log on standard error: ${COMPLETION-CANDIDATES}.")
  private LogLevel logLevel;

  @Option(
      names = "--color",
      scope = ScopeType.INHERIT,
      paramLabel = "WHEN",
      defaultValue = "auto",
      description =
          "Use colors: ${COMPLETION-CANDIDATES}. Auto is on a terminal, unless NO_COLOR is set.")
  private ColorChoice color;

  public ProgressStyle progress() {
    return progress;
  }

  public OptionalInt progressDescriptor() {
    return progressDescriptor == null ? OptionalInt.empty() : OptionalInt.of(progressDescriptor);
  }

  public LogLevel logLevel() {
    return logLevel;
  }

  public ColorChoice color() {
    return color;
  }
}
