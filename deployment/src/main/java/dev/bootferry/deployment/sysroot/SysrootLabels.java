package dev.bootferry.deployment.sysroot;

import dev.bootferry.linux.files.Directory;
import dev.bootferry.linux.files.FileStatus;
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

  /** Gives a name in a folder this label. */
  static void set(Path folder, String name, byte[] label) throws IOException {
    try (Directory directory = Directory.open(folder)) {
      directory.setXattr(name, ATTRIBUTE, label);
    }
  }

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
    Path etc = deployment.resolve("etc");
    // Where the kernel has no SELinux, ostree's copies keep the labels of /usr/etc, not of /etc.
    try (Directory directory = Directory.open(etc)) {
      forget(directory);
    }
    ensure(sysroot, etc, "etc");
    // What ostree itself left there: its label is not that of the place it has on this root.
    ensure(sysroot, sysroot.stateroot(first.get().stateroot()).resolve("var"), "var");
    copy(deployment, "usr", COMPOSEFS_IMAGE);
    // As / itself; what was done above is labelled already.
    ensure(sysroot, sysroot.root(), "");
  }

  private static void forget(Directory folder) throws IOException {
    for (String name : folder.list()) {
      if (folder.xattrs(name).containsKey(ATTRIBUTE)) {
        folder.removeXattr(name, ATTRIBUTE);
      }
      if (folder.status(name).filter(FileStatus::isDirectory).isPresent()) {
        try (Directory below = folder.openDirectory(name)) {
          forget(below);
        }
      }
    }
    if (folder.xattrNames().contains(ATTRIBUTE)) {
      folder.removeXattr(ATTRIBUTE);
    }
  }

  private static void ensure(Sysroot sysroot, Path folder, String as) {
    sysroot.admin("instutil", List.of("selinux-ensure-labeled", folder.toString(), as));
  }

  private static void copy(Path folder, String from, String to) throws IOException {
    Optional<byte[]> label = labelOf(folder, from);
    if (label.isPresent() && Files.exists(folder.resolve(to))) {
      set(folder, to, label.get());
    }
  }

  /** The label of a name in a folder. */
  static Optional<byte[]> labelOf(Path folder, String name) throws IOException {
    try (Directory directory = Directory.open(folder)) {
      return Optional.ofNullable(directory.xattrs(name).get(ATTRIBUTE));
    }
  }
}
