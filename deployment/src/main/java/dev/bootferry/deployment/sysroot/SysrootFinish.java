package dev.bootferry.deployment.sysroot;

import dev.bootferry.linux.syscall.Descriptor;
import java.io.IOException;
import java.util.List;

/** The last steps on a new sysroot. */
public final class SysrootFinish {
  private final Sysroot sysroot;

  public SysrootFinish(Sysroot sysroot) {
    this.sysroot = sysroot;
  }

  /**
   * Labels what has no SELinux label yet from the first deployment's policy; does nothing when that
   * has none. To be called when all is written, before the EFI system partition is mounted into it.
   */
  public void label() throws IOException {
    SysrootLabels.label(sysroot);
  }

  /**
   * From here on ostree forces what it writes; all that was written so far is forced now.
   *
   * @throws dev.bootferry.linux.syscall.SystemCallException when the device fails
   */
  public void seal() throws IOException {
    SysrootInit.RepoConfig.write(
        sysroot, SysrootInit.RepoConfig.read(sysroot).remove("core", "fsync"));
    for (var folder : List.of(sysroot.root(), sysroot.root().resolve("boot"))) {
      try (Descriptor open = Descriptor.open(folder, Descriptor.READ_ONLY)) {
        open.syncFileSystem();
      }
    }
  }
}
