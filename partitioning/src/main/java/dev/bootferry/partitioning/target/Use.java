package dev.bootferry.partitioning.target;

/**
 * Something that uses a target, or a part of it.
 *
 * @param device the part that is used, such as {@code /dev/sda2}
 * @param by where it is mounted, or the name of what uses it
 */
public record Use(Kind kind, String device, String by) {
  /** How it is used. */
  public enum Kind {
    MOUNTED,
    SWAP,
    HELD,
    ATTACHED,
    CLAIMED
  }

  /** For people. */
  public String text() {
    return switch (kind) {
      case MOUNTED -> device + " is mounted on " + by;
      case SWAP -> device + " is used as swap space";
      case HELD -> device + " is part of " + by;
      case ATTACHED -> device + " is attached to " + by;
      case CLAIMED -> device + " is in use by another program";
    };
  }
}
