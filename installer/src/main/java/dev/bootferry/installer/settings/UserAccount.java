package dev.bootferry.installer.settings;

import java.util.List;
import java.util.Optional;

/**
 * A person's account.
 *
 * @param groups further groups, in order; one that the image has not is made
 * @param passwordHash as crypt(5) has it; without one nobody logs in by password
 * @param sshKeys lines of authorized_keys
 * @param comment the full name
 */
public record UserAccount(
    String name,
    List<String> groups,
    Optional<String> passwordHash,
    List<String> sshKeys,
    Optional<String> shell,
    Optional<String> comment) {
  /** As useradd(8) allows by default. */
  public static final String NAME_PATTERN = "[a-z_][a-z0-9_-]{0,30}[$]?";

  public UserAccount {
    groups = List.copyOf(groups);
    sshKeys = List.copyOf(sshKeys);
    if (!name.matches(NAME_PATTERN) || name.equals("root")) {
      throw new IllegalArgumentException("no name for a user: " + name);
    }
  }
}
