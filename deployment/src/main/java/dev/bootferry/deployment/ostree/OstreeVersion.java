package dev.bootferry.deployment.ostree;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As in 2025.2. */
public record OstreeVersion(int year, int release) implements Comparable<OstreeVersion> {
  /** The first that fills a new stateroot's empty /var from the image. */
  public static final OstreeVersion INITIAL_VAR = new OstreeVersion(2024, 3);

  /** The first that has {@code ostree admin set-default}. */
  public static final OstreeVersion SET_DEFAULT = new OstreeVersion(2023, 6);

  /** The oldest that this program has been tried with. */
  public static final OstreeVersion OLDEST = new OstreeVersion(2022, 7);

  private static final Pattern TEXT = Pattern.compile("([0-9]{4})\\.([0-9]{1,3})(?:[^0-9].*)?");

  /**
   * Reads a version.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static OstreeVersion parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a version of ostree: " + text);
    }
    return new OstreeVersion(
        Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  public boolean isAtLeast(OstreeVersion other) {
    return compareTo(other) >= 0;
  }

  @Override
  public int compareTo(OstreeVersion other) {
    return Comparator.comparingInt(OstreeVersion::year)
        .thenComparingInt(OstreeVersion::release)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return year + "." + release;
  }
}
