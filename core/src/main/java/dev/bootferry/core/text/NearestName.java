package dev.bootferry.core.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known name that somebody perhaps meant when he wrote another. */
public final class NearestName {
  /** More slips than this apart, a name is not worth proposing. */
  private static final int NEAR = 3;

  private NearestName() {}

  /** The nearest of the known ones; none when all are far, or too much of it is another. */
  public static Optional<String> of(String written, Collection<String> known) {
    return known.stream()
        .filter(name -> distance(name, written) <= allowed(written))
        .min(
            Comparator.comparingInt((String name) -> distance(name, written))
                .thenComparingInt(name -> Math.abs(name.length() - written.length()))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** A slip in three letters, so that short names are not taken for one another. */
  private static int allowed(String written) {
    return Math.clamp(written.length() / 3, 1, NEAR);
  }

  /**
   * How many letters must be put in, taken out, changed or swapped with their neighbour to make one
   * of the other, none of them twice (Damerau and Levenshtein's, as optimal string alignment).
   */
  static int distance(String one, String other) {
    int[][] steps = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        steps[i][j] = i == 0 ? j : j == 0 ? i : least(steps, one, other, i, j);
      }
    }
    return steps[one.length()][other.length()];
  }

  private static int least(int[][] steps, String one, String other, int i, int j) {
    boolean same = one.charAt(i - 1) == other.charAt(j - 1);
    int least =
        Math.min(
            steps[i - 1][j - 1] + (same ? 0 : 1), Math.min(steps[i - 1][j], steps[i][j - 1]) + 1);
    boolean swapped =
        i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1);
    return swapped ? Math.min(least, steps[i - 2][j - 2] + 1) : least;
  }
}
