package dev.bootferry.installer.system;

import dev.bootferry.core.Secret;
import java.security.SecureRandom;
import java.util.Arrays;
import org.apache.commons.codec.digest.Sha2Crypt;

/** Hashes a password as crypt(5) has it. */
public final class PasswordHash {
  /** Forty times the default of SHA-512 in crypt(5): some tenths of a second. */
  static final int ROUNDS = 200_000;

  private static final int SALT_LENGTH = 16;
  private static final String SALT_LETTERS =
      "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final SecureRandom RANDOM = new SecureRandom();

  private PasswordHash() {}

  /** By SHA-512 ({@code $6$}), which every Linux understands, with a fresh random salt. */
  public static String sha512(Secret password) {
    StringBuilder salt = new StringBuilder();
    for (int i = 0; i < SALT_LENGTH; i++) {
      salt.append(SALT_LETTERS.charAt(RANDOM.nextInt(SALT_LETTERS.length())));
    }
    return sha512(password, salt.toString(), ROUNDS);
  }

  static String sha512(Secret password, String salt, int rounds) {
    byte[] bytes = password.bytes();
    try {
      return Sha2Crypt.sha512Crypt(bytes, "$6$rounds=" + rounds + "$" + salt);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
