package dev.bootferry.installer.configuration;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The merged {@code [install]} tables of all install files, as bootc reads them (its manual page
 * bootc-install-config.5).
 *
 * @param rootFileSystem {@code ext4}, {@code xfs} or {@code btrfs}
 * @param kargs in order
 * @param kargDeletes a bare key stands for all its values
 * @param blsAppendExceptDefault written to the sysroot's configuration
 * @param rootMountSpec replaces {@code root=UUID=...}; empty text leaves {@code root=} out
 * @param bootloader {@code grub}, {@code systemd} or {@code none}
 * @param signaturePolicyEnforced makes the origin {@code ostree-image-signed}
 */
public record InstallConfiguration(
    Optional<String> rootFileSystem,
    List<String> block,
    List<String> kargs,
    List<String> kargDeletes,
    Map<String, String> blsAppendExceptDefault,
    Optional<String> stateroot,
    Optional<String> rootMountSpec,
    Optional<String> bootMountSpec,
    boolean bootupdSkipsBootUuid,
    Optional<String> bootloader,
    boolean discoverablePartitions,
    boolean signaturePolicyEnforced) {
  public InstallConfiguration {
    block = List.copyOf(block);
    kargs = List.copyOf(kargs);
    kargDeletes = List.copyOf(kargDeletes);
    blsAppendExceptDefault = Map.copyOf(blsAppendExceptDefault);
  }
}
