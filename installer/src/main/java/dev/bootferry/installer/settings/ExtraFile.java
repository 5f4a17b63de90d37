package dev.bootferry.installer.settings;

import dev.bootferry.core.Secret;

/**
 * A file that is put on the machine.
 *
 * @param path absolute; below /etc or /var, which are the machine's own
 * @param content kept from logs, as it may be a key
 * @param mode permission bits, such as 0644
 * @param owner {@code user} or {@code user:group}, by name or number
 */
public record ExtraFile(String path, Secret content, int mode, String owner) {
  public ExtraFile {
    if (mode < 0 || mode > 07777) {
      throw new IllegalArgumentException("no mode of a file: " + mode);
    }
  }
}
