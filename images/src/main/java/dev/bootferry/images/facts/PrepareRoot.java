package dev.bootferry.images.facts;

import java.util.Locale;

/**
 * What ostree-prepare-root(1) is told at boot.
 *
 * @param composefs as {@code [composefs] enabled} says
 * @param sysrootReadOnly as {@code [sysroot] readonly} says
 * @param rootTransient as {@code [root] transient} says: whether / takes changes until the next
 *     boot
 */
public record PrepareRoot(Composefs composefs, boolean sysrootReadOnly, boolean rootTransient) {
  /** Whether the root is mounted through composefs. */
  public enum Composefs {
    NO,
    /** When the file for it is there. */
    MAYBE,
    YES,
    VERITY,
    SIGNED;

    /** Whether a system without the file for it does not boot. */
    public boolean isRequired() {
      return this != NO && this != MAYBE;
    }
  }

  /** Reads the key file; what is not there has ostree's default, and unknown values mean no. */
  public static PrepareRoot parse(String text) {
    String group = "";
    Composefs composefs = Composefs.NO;
    boolean readOnly = false;
    boolean rootTransient = false;
    for (String raw : text.lines().toList()) {
      String line = raw.strip();
      if (line.startsWith("[") && line.endsWith("]")) {
        group = line.substring(1, line.length() - 1);
        continue;
      }
      int equals = line.indexOf('=');
      if (line.startsWith("#") || equals < 0) {
        continue;
      }
      String key = group + "." + line.substring(0, equals).strip();
      String value = line.substring(equals + 1).strip().toLowerCase(Locale.ROOT);
      switch (key) {
        case "composefs.enabled" -> composefs = composefs(value);
        case "sysroot.readonly" -> readOnly = isTrue(value);
        case "root.transient" -> rootTransient = isTrue(value);
        default -> {
          // Of no concern here.
        }
      }
    }
    return new PrepareRoot(composefs, readOnly, rootTransient);
  }

  private static Composefs composefs(String value) {
    return switch (value) {
      case "yes", "true", "1" -> Composefs.YES;
      case "maybe" -> Composefs.MAYBE;
      case "verity" -> Composefs.VERITY;
      case "signed" -> Composefs.SIGNED;
      default -> Composefs.NO;
    };
  }

  private static boolean isTrue(String value) {
    return value.equals("yes") || value.equals("true") || value.equals("1");
  }
}
