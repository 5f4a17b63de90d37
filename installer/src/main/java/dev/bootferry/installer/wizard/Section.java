package dev.bootferry.installer.wizard;

/** A part of the interview, in the order in which they come. */
public enum Section {
  SOURCE(1, "What to install"),
  DISK(2, "Disk"),
  LAYOUT(3, "Layout"),
  ENCRYPTION(4, "Encryption"),
  SYSTEM(5, "System"),
  NETWORK(6, "Network"),
  ACCOUNTS(7, "Accounts"),
  KERNEL(8, "Kernel arguments"),
  SUMMARY(9, "Summary"),
  CONFIRM(10, "Confirm");

  private final int number;
  private final String title;

  Section(int number, String title) {
    this.number = number;
    this.title = title;
  }

  public String title() {
    return title;
  }

  /** From 1. */
  public int number() {
    return number;
  }
}
