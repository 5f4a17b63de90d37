package dev.bootferry.installer.plan;

import dev.bootferry.installer.configuration.InstallConfiguration;
import java.util.ArrayList;
import java.util.List;

/**
 * The kernel arguments of a first deployment, in bootc's order: those that find the root, the
 * install configuration's, the image's, less those that the configuration deletes, and last the
 * ones given on the command line.
 */
final class KernelArgumentOrder {
  private KernelArgumentOrder() {}

  /**
   * Orders them.
   *
   * @param rootUuid of the root file system
   * @param image those of the image's kargs.d for this architecture
   * @param given on the command line
   */
  static List<String> of(
      String rootUuid, InstallConfiguration configuration, List<String> image, List<String> given) {
    List<String> kargs = new ArrayList<>();
    String root = configuration.rootMountSpec().orElse("UUID=" + rootUuid);
    boolean found =
        configuration.discoverablePartitions() && configuration.rootMountSpec().isEmpty();
    if (!found && !root.isEmpty()) {
      kargs.add("root=" + root);
    }
    kargs.add("rw");
    kargs.addAll(configuration.kargs());
    kargs.addAll(image);
    configuration.kargDeletes().forEach(deleted -> kargs.removeIf(k -> deletes(deleted, k)));
    kargs.addAll(given);
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
