package dev.bootferry.partitioning.luks;

import dev.bootferry.core.Secret;
import java.security.SecureRandom;

/**
 * A second key, for people to write down: 256 random bits in letters that stand at the same places
 * of nearly every keyboard, as {@code systemd-cryptenroll} makes them.
 */
public final class RecoveryKey {
  private static final String LETTERS = "cbdefghijklnrtuv";
  private static final int BYTES = 32;
  private static final int GROUP = 8;

  private RecoveryKey() {}

  /** A new one; it is typed with its hyphens. */
  public static Secret generate(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < BYTES; i++) {
      if (i > 0 && 2 * i % GROUP == 0) {
        text.append('-');
      }
      text.append(LETTERS.charAt((bytes[i] >> 4) & 0xF)).append(LETTERS.charAt(bytes[i] & 0xF));
    }
    return Secret.of(text.toString());
  }
}
