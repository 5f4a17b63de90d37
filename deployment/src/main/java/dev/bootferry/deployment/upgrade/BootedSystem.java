package dev.bootferry.deployment.upgrade;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.deployment.DeploymentProblem;
import dev.bootferry.deployment.bound.StoreLocation;
import dev.bootferry.deployment.ostree.OstreeTool;
import dev.bootferry.deployment.sysroot.Deployment;
import dev.bootferry.deployment.sysroot.DeploymentList;
import dev.bootferry.deployment.sysroot.Sysroot;
import dev.bootferry.linux.mount.MountTable;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandRunner;
import dev.bootferry.linux.session.PrivateMounts;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The system that this machine runs from.
 *
 * @param sysroot its sysroot, worked on by its own ostree
 * @param host runs this machine's programs
 */
public record BootedSystem(Sysroot sysroot, CommandRunner host) {
  private static final Path ROOT = Path.of("/sysroot");
  private static final Path LOCK = Path.of("/run/bootferry/upgrade.lock");

  /**
   * Finds it; changes nothing but what this process sees.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code sysroot-not-booted}, {@code
   *     ostree-missing}
   */
  public static BootedSystem find(CommandRunner host) {
    if (!Files.exists(Path.of("/run/ostree-booted"))) {
      throw new Problem(
              DeploymentProblem.SYSROOT_NOT_BOOTED,
              "find the deployments of this machine",
              "it does not run from an ostree deployment",
              "Run this on a machine that was installed from a bootable container image.")
          .exception();
    }
    OstreeTool ostree =
        OstreeTool.probe(host, "this machine")
            .orElseThrow(() ->
                new Problem(
                        DeploymentProblem.OSTREE_MISSING,
                        "find the deployments of this machine",
                        "it has no ostree that starts",
                        "Its image must have the package ostree: boot another deployment that has.")
                    .exception());
    BootedSystem system = new BootedSystem(new Sysroot(ROOT, ostree, true), host);
    if (PrivateMounts.entered()) {
      system.uncoverCommonStore();
    }
    return system;
  }

  /**
   * A deployment with a store of its own has it mounted over the common one, which other
   * deployments use and which must be seen here as it is. The machine's own mounts stay.
   */
  private void uncoverCommonStore() {
    Path common = StoreLocation.common().below(ROOT);
    while (MountTable.read().at(common).isPresent()) {
      host.run(Command.of("umount", common.toString()));
    }
  }

  public DeploymentList deployments() throws IOException {
    return DeploymentList.of(sysroot);
  }

  /**
   * The deployment that runs.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code sysroot-damaged}
   */
  public Deployment booted() throws IOException {
    return deployments()
        .booted()
        .orElseThrow(() ->
            new Problem(
                    DeploymentProblem.SYSROOT_DAMAGED,
                    "find the deployment that runs",
                    "no boot entry leads to it",
                    "See ostree admin status; if it was undeployed, restart the machine first.")
                .exception());
  }

  /**
   * Whether the disk could be written: /sysroot is mounted read-only in any case, and remounted in
   * private by who writes.
   */
  public boolean isReadOnly() {
    return MountTable.read()
        .at(ROOT)
        .filter(entry -> entry.superOptions().contains("ro"))
        .isPresent();
  }

  /**
   * Makes it writable for this process and what it starts, and only there: nobody else sees it.
   *
   * @return to be closed at the end; no second upgrade can run until then
   * @throws dev.bootferry.core.problem.ProblemException {@code sysroot-read-only}, {@code
   *     sysroot-busy}
   */
  public Writing write() throws IOException {
    if (!PrivateMounts.entered()) {
      throw new IllegalStateException("mounts would be changed for the whole machine");
    }
    if (isReadOnly()) {
      throw new Problem(
              DeploymentProblem.SYSROOT_READ_ONLY,
              "change the deployments of this machine",
              "its disk is read-only",
              "Make the disk writable, or install to another one.")
          .exception();
    }
    Writing writing = new Writing(lock());
    boolean done = false;
    try {
      remount(ROOT);
      if (MountTable.read().at(Path.of("/boot")).isPresent()) {
        remount(Path.of("/boot"));
      }
      done = true;
      return writing;
    } finally {
      if (!done) {
        writing.close();
      }
    }
  }

  private void remount(Path target) {
    host.run(Command.of(List.of("mount", "-o", "remount,rw", target.toString())));
  }

  private static FileChannel lock() throws IOException {
    Files.createDirectories(LOCK.getParent());
    FileChannel file = FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      locked = file.tryLock() != null;
    } finally {
      if (!locked) {
        file.close();
      }
    }
    if (!locked) {
      throw new Problem(
              DeploymentProblem.SYSROOT_BUSY,
              "change the deployments of this machine",
              "another bootferry is doing so",
              "Wait until it is done.")
          .exception();
    }
    return file;
  }

  /** While it is open, the system can be written. */
  public static final class Writing implements AutoCloseable {
    private final FileChannel lock;

    private Writing(FileChannel lock) {
      this.lock = lock;
    }

    void requireOpen() {
      if (!lock.isOpen()) {
        throw new IllegalStateException("the system is not open for writing");
      }
    }

    @Override
    public void close() throws IOException {
      lock.close();
    }
  }
}
