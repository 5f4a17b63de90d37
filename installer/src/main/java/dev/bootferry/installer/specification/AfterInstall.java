package dev.bootferry.installer.specification;

/** What happens when an installation has succeeded. */
public enum AfterInstall {
  NOTHING,
  REBOOT,
  POWER_OFF
}
