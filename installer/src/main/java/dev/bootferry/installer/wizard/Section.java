package dev.bootferry.installer.wizard;

/** A part of the interview, in the order in which they come. */
public enum Section {
  SOURCE("What to install"),
  DISK("Disk"),
  LAYOUT("Layout"),
  ENCRYPTION("Encryption"),
  SYSTEM("System"),
  NETWORK("Network"),
  ACCOUNTS("Accounts"),
  KERNEL("Kernel arguments"),
  SUMMARY("Summary"),
  CONFIRM("Confirm");

  private final String title;

  Section(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }

  /** From 1. */
  public int number() {
    return ordinal() + 1;
  }
}
