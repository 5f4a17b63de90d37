package dev.bootferry.installer.settings;

import dev.bootferry.core.Secret;
import java.util.Map;
import java.util.Optional;

/**
 * Where the machine's upgrades come from, and whom it trusts.
 *
 * @param origin name of an image in a registry; otherwise that of the base
 * @param trustedKeys public keys in PEM, by the name of their file, that future bundles must be
 *     signed with
 * @param pullSecret an auth.json for {@code /etc/ostree}
 * @param registries drop-ins for {@code /etc/containers/registries.conf.d}, by file name
 */
public record UpdateSettings(
    Optional<String> origin,
    Map<String, String> trustedKeys,
    Optional<Secret> pullSecret,
    Map<String, String> registries) {
  public static final UpdateSettings NONE =
      new UpdateSettings(Optional.empty(), Map.of(), Optional.empty(), Map.of());

  public UpdateSettings {
    trustedKeys = Map.copyOf(trustedKeys);
    registries = Map.copyOf(registries);
  }
}
