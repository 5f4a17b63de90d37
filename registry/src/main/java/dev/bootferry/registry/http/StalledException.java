package dev.bootferry.registry.http;

import java.io.IOException;
import java.time.Duration;

/** Nothing came for longer than is allowed. */
final class StalledException extends IOException {
  StalledException(Duration idle) {
    super("nothing came for " + idle.toSeconds() + " s");
  }
}
