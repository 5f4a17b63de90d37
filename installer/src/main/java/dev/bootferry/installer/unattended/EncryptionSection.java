package dev.bootferry.installer.unattended;

import dev.bootferry.core.Secret;
import dev.bootferry.installer.form.SoundTable;
import dev.bootferry.partitioning.wish.Encryption;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** {@code [encryption]}. */
final class EncryptionSection {
  /** What cryptsetup takes from a keyboard. */
  private static final int LONGEST = 512;

  private EncryptionSection() {}

  static Encryption read(SoundTable table, FileReferences files) {
    if (table.has("key-file") && table.has("passphrase-file")) {
      table.wrong("key-file", ConfigMessage.KEY_TWICE);
    } else if (!table.has("key-file")
        && !table.has("passphrase-file")
        && !table.has("passphrase")) {
      table.wrong(ConfigMessage.KEY_MISSING);
    }
    Optional<byte[]> passphrase =
        files
            .read(table, "passphrase-file", FileReferences.SMALL)
            .map(bytes -> oneLine(table, bytes));
    Optional<byte[]> key = files.read(table, "key-file", FileReferences.SMALL);
    if (key.filter(bytes -> bytes.length == 0).isPresent()) {
      table.wrong("key-file", ConfigMessage.PASSPHRASE_EMPTY);
    }
    return passphrase
        .or(() -> key)
        .filter(bytes -> bytes.length > 0)
        .<Encryption>map(bytes ->
            new Encryption.Luks(Secret.of(bytes), table.flag("recovery-key").orElse(false)))
        .orElseGet(Encryption.None::new);
  }

  /** An editor ends the line; the passphrase that somebody types at each start has no such end. */
  private static byte[] oneLine(SoundTable table, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1).replaceFirst("\r?\n\\z", "");
    if (text.isEmpty()) {
      table.wrong("passphrase-file", ConfigMessage.PASSPHRASE_EMPTY);
    } else if (text.length() > LONGEST || text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      table.wrong("passphrase-file", ConfigMessage.PASSPHRASE_LINES);
    }
    return Arrays.copyOf(bytes, text.length());
  }
}
