package dev.bootferry.installer.unattended;

import dev.bootferry.installer.form.SoundTable;
import java.io.IOException;
import java.util.Optional;

/**
 * Follows the keys that name files.
 *
 * @param files where they are
 */
record FileReferences(NearbyFiles files) {
  /** Written in the place of a file with something secret. */
  static final String PLACEHOLDER = "CHANGE-ME";

  /** Keys, passphrases, small settings. */
  static final int SMALL = 1 << 20;

  /** Any other content; it is held in memory. */
  static final int LARGE = 16 << 20;

  /** The content of the file that a key names; what is wrong with it is said. */
  Optional<byte[]> read(SoundTable table, String key, int limit) {
    return table
        .text(key)
        .filter(path -> !isPlaceholder(table, key, path))
        .flatMap(path -> {
          try {
            return Optional.of(files.read(path, limit));
          } catch (IOException e) {
            table.wrong(
                key,
                ConfigMessage.FILE_UNREADABLE,
                files.resolve(path),
                String.valueOf(e.getMessage()));
            return Optional.empty();
          }
        });
  }

  /** Where the file is that a key names, if it can be read. */
  Optional<java.nio.file.Path> existing(SoundTable table, String key) {
    return table
        .text(key)
        .flatMap(path -> {
          try {
            files.check(path);
            return Optional.of(files.resolve(path));
          } catch (IOException e) {
            table.wrong(
                key,
                ConfigMessage.FILE_UNREADABLE,
                files.resolve(path),
                String.valueOf(e.getMessage()));
            return Optional.empty();
          }
        });
  }

  private static boolean isPlaceholder(SoundTable table, String key, String path) {
    if (!path.equals(PLACEHOLDER)) {
      return false;
    }
    table.wrong(key, ConfigMessage.PLACEHOLDER);
    return true;
  }
}
