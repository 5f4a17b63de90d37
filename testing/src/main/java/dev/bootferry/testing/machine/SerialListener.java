package dev.bootferry.testing.machine;

/** Is shown what comes over a serial line, as it comes. */
@FunctionalInterface
public interface SerialListener {
  SerialListener NONE = text -> {};

  void heard(String text);
}
