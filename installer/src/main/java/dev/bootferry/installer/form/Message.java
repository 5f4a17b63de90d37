package dev.bootferry.installer.form;

/**
 * A kind of thing that can be wrong with a file. Each module that reads one has an enum of them.
 */
public interface Message {
  /** What is said, with {@code %s} for what differs from case to case. */
  String template();
}
