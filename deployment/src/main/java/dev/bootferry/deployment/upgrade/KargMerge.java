package dev.bootferry.deployment.upgrade;

import java.util.ArrayList;
import java.util.List;

/**
 * The kernel arguments of a new deployment, as bootc finds them: those of the running one, with
 * what changed in the images' {@code kargs.d}, so that what an administrator set stays.
 */
public final class KargMerge {
  private KargMerge() {}

  /**
   * Merges.
   *
   * @param current of the deployment that is upgraded, without {@code ostree=}
   * @param oldImage what its image's kargs.d says
   * @param newImage what the new image's says
   * @param newHasFolder whether the new image has a kargs.d at all: without one nothing is removed,
   *     and what the old image had is kept
   */
  public static List<String> merge(
      List<String> current, List<String> oldImage, List<String> newImage, boolean newHasFolder) {
    List<String> merged = new ArrayList<>(current);
    if (newHasFolder) {
      oldImage.stream()
          .filter(old -> newImage.stream().noneMatch(n -> same(n, old)))
          .forEach(removed -> merged.removeIf(karg -> same(karg, removed)));
      newImage.stream()
          .filter(added -> oldImage.stream().noneMatch(o -> same(o, added)))
          .forEach(added -> append(merged, added));
    } else {
      oldImage.forEach(old -> append(merged, old));
    }
    return List.copyOf(merged);
  }

  private static void append(List<String> kargs, String added) {
    if (kargs.stream().noneMatch(karg -> same(karg, added))) {
      kargs.add(added);
    }
  }

  /** The kernel takes dash and underscore in a key for the same. */
  private static boolean same(String a, String b) {
    return normalised(a).equals(normalised(b));
  }

  private static String normalised(String karg) {
    int equals = karg.indexOf('=');
    return equals < 0
        ? karg.replace('-', '_')
        : karg.substring(0, equals).replace('-', '_') + karg.substring(equals);
  }
}
