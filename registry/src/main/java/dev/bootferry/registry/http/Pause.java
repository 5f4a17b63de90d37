package dev.bootferry.registry.http;

import java.time.Duration;

/** Waits between two attempts; tests wait in no time. */
@FunctionalInterface
public interface Pause {
  Pause REAL = Thread::sleep;

  void pause(Duration duration) throws InterruptedException;
}
