package dev.bootferry.cli.logging;

/** Makes {@link System#getLogger} give out loggers that write to {@link Log}. */
public final class LineLoggerFinder extends System.LoggerFinder {
  @Override
  public System.Logger getLogger(String name, Module module) {
    return new LineLogger(name);
  }
}
