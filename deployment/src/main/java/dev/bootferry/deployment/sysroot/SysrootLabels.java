package dev.bootferry.deployment.sysroot;

import dev.bootferry.linux.files.Directory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** SELinux labels of what no commit brings labels for. */
final class SysrootLabels {
  private static final String ATTRIBUTE = "security.selinux";
  private static final String COMPOSEFS_IMAGE = ".ostree.cfs";

  /** By this bootc knows that the store needs no more labels. */
  private static final String STAMP = ".bootc_labeled";

  /** The store is labelled as if it were podman's own. */
  private static final String STORE_AS = "var/lib/containers/storage";

  private SysrootLabels() {}

  /** Labels from the first deployment's policy; what has a label keeps it. */
  static void label(Sysroot sysroot) throws IOException {
    Optional<Deployment> first = DeploymentList.of(sysroot).deployments().stream().findFirst();
    if (first.isEmpty() || !sysroot.ostree().labels()) {
      return;
    }
    Path deployment = first.get().directory();
    if (labelOf(deployment, "usr").isEmpty()) {
      return; // Its files were committed without labels: it has no policy.
    }
    Path store = sysroot.root().resolve("ostree/bootc/storage");
    if (Files.isDirectory(store)) {
      if (!Files.exists(store.resolve(STAMP))) {
        Files.createFile(store.resolve(STAMP));
      }
      ensure(sysroot, store, STORE_AS);
    }
    ensure(sysroot, deployment.resolve("etc"), "etc");
    copy(deployment, "usr", COMPOSEFS_IMAGE);
    // As / itself; what was done above is labelled already.
    ensure(sysroot, sysroot.root(), "");
  }

  private static void ensure(Sysroot sysroot, Path folder, String as) {
    sysroot.admin("instutil", List.of("selinux-ensure-labeled", folder.toString(), as));
  }

  private static void copy(Path folder, String from, String to) throws IOException {
    Optional<byte[]> label = labelOf(folder, from);
    if (label.isPresent() && Files.exists(folder.resolve(to))) {
      try (Directory directory = Directory.open(folder)) {
        directory.setXattr(to, ATTRIBUTE, label.get());
      }
    }
  }

  private static Optional<byte[]> labelOf(Path folder, String name) throws IOException {
    try (Directory directory = Directory.open(folder)) {
      return Optional.ofNullable(directory.xattrs(name).get(ATTRIBUTE));
    }
  }
}
