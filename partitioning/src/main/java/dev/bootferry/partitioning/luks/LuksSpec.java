package dev.bootferry.partitioning.luks;

import dev.bootferry.core.Secret;
import java.util.UUID;

/**
 * An encrypted volume to be made.
 *
 * @param id its identity, by which the initramfs finds it
 * @param label for people
 * @param key a passphrase, or the bytes of a key file
 * @param recoveryKey whether a second key is made, for when the first is lost
 */
public record LuksSpec(UUID id, String label, Secret key, boolean recoveryKey) {
  public LuksSpec {
    if (key.isEmpty()) {
      throw new IllegalArgumentException("an empty passphrase");
    }
  }

  /** As the initramfs of dracut is told of it. */
  public String karg() {
    return "rd.luks.uuid=" + id;
  }
}
