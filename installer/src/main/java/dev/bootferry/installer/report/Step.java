package dev.bootferry.installer.report;

/**
 * The steps of an installation, in their order. The disk cannot be started before {@link #PUBLISH},
 * the last, whatever was on it before {@link #ERASE}.
 */
public enum Step {
  ERASE("erase the old partition table"),
  FORMAT("make the file systems"),
  IMPORT("import the operating system"),
  BOUND_IMAGES("copy the bound images"),
  DEPLOY("deploy"),
  SETTINGS("write the machine's own settings"),
  BOOT_LOADER("write the boot loader"),
  READ_BACK("read everything back from the disk"),
  PUBLISH("make the disk bootable");

  private final String title;

  Step(String title) {
    this.title = title;
  }

  /** For people, as something to do. */
  public String title() {
    return title;
  }
}
