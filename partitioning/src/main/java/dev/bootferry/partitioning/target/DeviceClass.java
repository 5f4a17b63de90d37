package dev.bootferry.partitioning.target;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the kernel's name of a block device says about it. */
public enum DeviceClass {
  DISK("", ""),
  /** Stands for something else on this machine: chosen by its own path only. */
  VIRTUAL("loop\\d+|nbd\\d+|zd\\d+", ""),
  OPTICAL("sr\\d+|scd\\d+", "it is an optical drive"),
  FLOPPY("fd\\d+", "it is a floppy drive"),
  MEMORY("ram\\d+|zram\\d+", "it is memory: what is written there is gone at the end"),
  CARD_AREA(
      "mmcblk\\d+(boot\\d+|rpmb|gp\\d+)",
      "it is a small area of an eMMC chip that is kept for firmware");

  private static final List<DeviceClass> SPECIAL =
      List.of(VIRTUAL, OPTICAL, FLOPPY, MEMORY, CARD_AREA);

  private final Pattern name;
  private final String refusal;

  DeviceClass(String name, String refusal) {
    this.name = Pattern.compile("/dev/(" + name + ")");
    this.refusal = refusal;
  }

  /**
   * By its path.
   *
   * @param path such as {@code /dev/sr0}
   */
  public static DeviceClass of(String path) {
    return SPECIAL.stream()
        .filter(special -> special.name.matcher(path).matches())
        .findFirst()
        .orElse(DISK);
  }

  /** Why no system can be installed there; empty where one can. */
  public Optional<String> refusal() {
    return Optional.of(refusal).filter(text -> !text.isEmpty());
  }
}
