package dev.bootferry.partitioning.wish;

import dev.bootferry.core.Secret;

/** Whether the root is encrypted, and how. More kinds come here when they are built, as TPM 2. */
public sealed interface Encryption {
  /** In clear. */
  record None() implements Encryption {}

  /**
   * LUKS2.
   *
   * @param key a passphrase, or the bytes of a key file
   * @param recoveryKey whether a second key is made, and shown once
   */
  record Luks(Secret key, boolean recoveryKey) implements Encryption {
    public Luks {
      if (key.isEmpty()) {
        throw new IllegalArgumentException("an empty passphrase");
      }
    }
  }
}
