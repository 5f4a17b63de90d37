package dev.bootferry.linux.process;

import java.nio.charset.StandardCharsets;

/**
 * How a command ended.
 *
 * @param exit its exit status; 128 + N when signal N ended it
 * @param output its standard output, whole
 * @param errorTail the end of its standard error, at most 4096 bytes
 */
public record CommandResult(int exit, byte[] output, String errorTail) {
  public CommandResult {
    output = output.clone();
  }

  @Override
  public byte[] output() {
    return output.clone();
  }

  public boolean succeeded() {
    return exit == 0;
  }

  /** Standard output as UTF-8, without white space at either end. */
  public String text() {
    return new String(output, StandardCharsets.UTF_8).strip();
  }
}
