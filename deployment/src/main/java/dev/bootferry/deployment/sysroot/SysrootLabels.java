package dev.bootferry.deployment.sysroot;

import java.io.IOException;
import java.util.List;

/** SELinux labels of what is outside of deployments. */
final class SysrootLabels {
  private SysrootLabels() {}

  static void label(Sysroot sysroot) throws IOException {
    if (!sysroot.ostree().labels()) {
      return;
    }
    for (String folder : List.of("ostree", "boot")) {
      label(sysroot, folder, folder);
    }
  }

  /** Labels a folder as if it were at another place; what has a label keeps it. */
  static void label(Sysroot sysroot, String folder, String as) throws IOException {
    sysroot.admin(
        "instutil",
        List.of("selinux-ensure-labeled", sysroot.root().resolve(folder).toString(), as));
  }
}
