package dev.bootferry.partitioning.wish;

import dev.bootferry.core.ByteSize;

/** How large a volume is to be. */
public sealed interface SizeRule {
  /** Exactly so large, rounded up to whole mebibytes. */
  record Fixed(ByteSize size) implements SizeRule {
    @Override
    public String toString() {
      return size.toString();
    }
  }

  /**
   * So many hundredths of the disk.
   *
   * @param percent 1 to 100
   */
  record Percent(int percent) implements SizeRule {
    public Percent {
      if (percent < 1 || percent > 100) {
        throw new IllegalArgumentException("not a percentage: " + percent);
      }
    }

    @Override
    public String toString() {
      return percent + "%";
    }
  }

  /** What the others leave; at most one volume may have it. */
  record Rest() implements SizeRule {
    @Override
    public String toString() {
      return "rest";
    }
  }

  /**
   * As people write it: {@code 20G}, {@code 30%}, {@code rest}.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  static SizeRule parse(String text) {
    if (text.equals("rest")) {
      return new Rest();
    }
    if (text.matches("[0-9]{1,3}%")) {
      return new Percent(Integer.parseInt(text.substring(0, text.length() - 1)));
    }
    return new Fixed(ByteSize.parse(text));
  }
}
