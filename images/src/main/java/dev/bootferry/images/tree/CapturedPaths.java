package dev.bootferry.images.tree;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Which files' contents a scan keeps without being asked. */
public final class CapturedPaths {
  /** What finding bound images, and judging whether an image can be installed, needs to read. */
  public static final Predicate<String> STANDARD = CapturedPaths::standard;

  /** Quadlet's unit types (podman-systemd.unit), anywhere: links lead to them from anywhere. */
  private static final Set<String> UNITS =
      Set.of("image", "container", "build", "pod", "kube", "network", "volume");

  private static final List<String> FOLDERS =
      List.of(
          "usr/lib/bootc/",
          "usr/local/lib/bootc/",
          "etc/bootc/",
          "usr/lib/ostree/",
          "etc/ostree/",
          "etc/containers/",
          // How units are enabled.
          "usr/lib/systemd/system/",
          "etc/systemd/system/");

  private static final Set<String> FILES =
      Set.of(
          "usr/lib/os-release",
          "etc/os-release",
          "etc/selinux/config",
          "etc/mke2fs.conf",
          "etc/passwd",
          "etc/shadow",
          "etc/group",
          "etc/gshadow",
          "etc/subuid",
          "etc/subgid",
          "usr/lib/passwd",
          "usr/lib/group");

  private CapturedPaths() {}

  private static boolean standard(String path) {
    int dot = path.lastIndexOf('.');
    String extension = dot < 0 ? "" : path.substring(dot + 1);
    if (UNITS.contains(extension) || FILES.contains(path)) {
      return true;
    }
    if (extension.equals("conf")
        && (path.startsWith("usr/share/containers/")
            || path.startsWith("usr/share/xfsprogs/mkfs/")
            || isDropIn(path))) {
      return true;
    }
    return FOLDERS.stream().anyMatch(path::startsWith);
  }

  /** As in {@code app.container.d/10-more.conf}. */
  private static boolean isDropIn(String path) {
    int end = path.lastIndexOf('/');
    String folder = path.substring(path.lastIndexOf('/', end - 1) + 1, Math.max(0, end));
    return folder.endsWith(".d")
        && UNITS.contains(
            folder.substring(
                folder.lastIndexOf('.', folder.length() - 3) + 1, folder.length() - 2));
  }
}
