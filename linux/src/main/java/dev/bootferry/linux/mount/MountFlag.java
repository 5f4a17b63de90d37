package dev.bootferry.linux.mount;

import java.util.Set;

/** Flags of mount(2) that are properties of a mount. */
public enum MountFlag {
  READ_ONLY(1),
  NO_SET_USER_ID(2),
  NO_DEVICES(4),
  NO_EXECUTION(8),
  NO_ACCESS_TIMES(1024);

  private final long bit;

  MountFlag(long bit) {
    this.bit = bit;
  }

  static long bits(Set<MountFlag> flags) {
    return flags.stream().mapToLong(flag -> flag.bit).reduce(0, (a, b) -> a | b);
  }
}
