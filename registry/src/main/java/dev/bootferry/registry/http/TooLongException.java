package dev.bootferry.registry.http;

import java.io.IOException;

/** An answer is longer than what was asked for can be. */
public final class TooLongException extends IOException {
  TooLongException(int limit) {
    super("the answer is longer than the " + limit + " bytes allowed");
  }
}
