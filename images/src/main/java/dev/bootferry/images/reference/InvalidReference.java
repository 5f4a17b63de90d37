package dev.bootferry.images.reference;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.ImagesProblem;

/** The one place that words the problem {@code reference-invalid}. */
final class InvalidReference {
  /** Longer names are cut in messages: they may be a whole file given by mistake. */
  private static final int SHOWN = 200;

  private InvalidReference() {}

  static ProblemException of(String text, String asWhat, String why, String fix) {
    String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    return new Problem(
            ImagesProblem.REFERENCE_INVALID, "read '" + shown + "' as " + asWhat, why, fix)
        .exception();
  }
}
