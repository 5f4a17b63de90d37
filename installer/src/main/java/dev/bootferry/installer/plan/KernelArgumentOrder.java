package dev.bootferry.installer.plan;

import dev.bootferry.installer.configuration.InstallConfiguration;
import dev.bootferry.installer.request.InstallRequest;
import dev.bootferry.partitioning.layout.DiskLayout;
import dev.bootferry.partitioning.wish.VolumeRole;
import java.util.ArrayList;
import java.util.List;

/**
 * The kernel arguments of a first deployment, in bootc's order: those that find the root, the
 * install configuration's, the image's, less those that the configuration and the person delete,
 * and last the ones that the person gave.
 */
final class KernelArgumentOrder {
  private KernelArgumentOrder() {}

  /**
   * Orders them.
   *
   * @param image those of the image's kargs.d for this architecture
   */
  static List<String> of(
      DiskLayout layout,
      InstallConfiguration configuration,
      List<String> image,
      InstallRequest request) {
    List<String> kargs = new ArrayList<>();
    String root = configuration.rootMountSpec().orElse("UUID=" + layout.root().uuid());
    boolean found =
        configuration.discoverablePartitions() && configuration.rootMountSpec().isEmpty();
    if (!found && !root.isEmpty()) {
      kargs.add("root=" + root);
    }
    layout
        .volume(VolumeRole.BOOT)
        .map(volume -> configuration.bootMountSpec().orElse(volume.source()))
        .filter(spec -> !spec.isEmpty())
        .ifPresent(spec -> kargs.add("boot=" + spec));
    kargs.add("rw");
    kargs.addAll(configuration.kargs());
    kargs.addAll(image);
    configuration.kargDeletes().forEach(deleted -> kargs.removeIf(k -> deletes(deleted, k)));
    request.kargDeletes().forEach(deleted -> kargs.removeIf(k -> deletes(deleted, k)));
    kargs.addAll(request.kargs());
    return kargs;
  }

  /** A bare key deletes all its values; the kernel takes dashes and underscores for the same. */
  private static boolean deletes(String deleted, String karg) {
    return deleted.contains("=") ? karg.equals(deleted) : key(karg).equals(key(deleted));
  }

  private static String key(String karg) {
    int equals = karg.indexOf('=');
    return (equals < 0 ? karg : karg.substring(0, equals)).replace('-', '_');
  }
}
