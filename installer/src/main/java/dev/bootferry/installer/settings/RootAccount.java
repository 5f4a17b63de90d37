package dev.bootferry.installer.settings;

import java.util.List;
import java.util.Optional;

/**
 * How one gets in as root.
 *
 * @param passwordHash as crypt(5) has it; otherwise what the image has
 * @param sshKeys lines of authorized_keys
 */
public record RootAccount(Optional<String> passwordHash, List<String> sshKeys) {
  public static final RootAccount AS_IN_IMAGE = new RootAccount(Optional.empty(), List.of());

  public RootAccount {
    sshKeys = List.copyOf(sshKeys);
  }
}
