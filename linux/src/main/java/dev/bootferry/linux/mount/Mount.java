package dev.bootferry.linux.mount;

import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.linux.LinuxProblem;
import dev.bootferry.linux.shutdown.AtShutdown;
import dev.bootferry.linux.syscall.Descriptor;
import dev.bootferry.linux.syscall.Errno;
import dev.bootferry.linux.syscall.SystemCallException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Something mounted, until it is unmounted, closed, or the process ends. A killed process leaves
 * its mounts behind, unless it has a mount namespace of its own; see {@link
 * dev.bootferry.linux.session.PrivateMounts}.
 */
public final class Mount implements AutoCloseable {
  /** How long an unmount waits for the last user, such as a program that has just ended. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Path target;
  private final AtShutdown.Entry atShutdown;
  private boolean mounted;
  private boolean knownBusy;

  private Mount(Path target) {
    this.target = target;
    this.atShutdown = AtShutdown.undo(this::close);
  }

  /**
   * Mounts a file system.
   *
   * @param source the device, or any word for a file system without one
   * @param target an existing folder
   * @param type such as {@code ext4}, {@code tmpfs}, {@code overlay}
   * @param options of the file system itself, joined by commas, at most 4095 bytes; empty for none
   * @throws ProblemException {@code mount-failed}; nothing is mounted then
   */
  public static Mount fileSystem(
      String source, Path target, String type, Set<MountFlag> flags, String options) {
    Mount mount = new Mount(target);
    try {
      mount.begin(source, type, MountFlag.bits(flags), options);
    } catch (SystemCallException e) {
      throw e.problem(
          LinuxProblem.MOUNT_FAILED,
          "mount " + source + " (" + type + ") on " + target,
          "This needs root and a kernel that knows "
              + type
              + "; the kernel's messages (dmesg) say more.");
    }
    return mount;
  }

  /**
   * Shows a folder or file at another place as well, with what is mounted below it.
   *
   * @param flags what the new place adds; {@code READ_ONLY} does not reach mounts below it
   * @throws ProblemException {@code mount-failed}; nothing is mounted then
   */
  public static Mount bind(Path source, Path target, Set<MountFlag> flags) {
    Mount mount = new Mount(target);
    try {
      mount.begin(source.toString(), "", MountCalls.MS_BIND | MountCalls.MS_REC, "");
      if (!flags.isEmpty()) {
        mount.change(MountCalls.MS_BIND, flags, "");
      }
      return mount;
    } catch (SystemCallException e) {
      mount.close();
      throw e.problem(
          LinuxProblem.MOUNT_FAILED,
          "show " + source + " at " + target,
          "This needs root, and both must exist.");
    }
  }

  public Path target() {
    return target;
  }

  /**
   * Gives the file system other flags and options; it stays mounted as it was when that fails.
   *
   * @throws ProblemException {@code mount-failed}
   */
  public synchronized void remount(Set<MountFlag> flags, String options) {
    try {
      change(0, flags, options);
    } catch (SystemCallException e) {
      throw e.problem(
          LinuxProblem.MOUNT_FAILED,
          "mount " + target + " anew with " + flags,
          "A file open for writing forbids read-only: see fuser -vm " + target + ".");
    }
  }

  /** Forces the whole file system to its device, as syncfs(2). */
  public synchronized void sync() {
    try {
      syncFileSystem(target);
    } catch (SystemCallException e) {
      throw e.problem(
          LinuxProblem.SYSTEM_CALL_FAILED,
          "force the file system at " + target + " to its device",
          "The device may be failing: look at the kernel's messages (dmesg).");
    }
  }

  /**
   * Unmounts, waiting a few seconds for the last user. Afterwards all is on the device.
   *
   * @throws ProblemException {@code mount-busy}; it is still mounted then
   */
  public synchronized void unmount() {
    if (!mounted) {
      return;
    }
    try {
      unmountPatiently();
    } catch (SystemCallException e) {
      throw e.problem(
          LinuxProblem.MOUNT_BUSY,
          "unmount " + target,
          "See fuser -vm " + target + " for what uses it, end that, and unmount by hand.");
    }
    mounted = false;
    atShutdown.close();
  }

  /**
   * Unmounts if that was not done yet. A busy file system is forced to its device and taken out of
   * the tree, and ends when its last user does.
   */
  @Override
  public synchronized void close() {
    if (!mounted) {
      return;
    }
    try {
      unmountPatiently();
    } catch (SystemCallException e) {
      detach();
    }
    mounted = false;
    atShutdown.close();
  }

  /** Holds the lock, so that the end of the process waits until it is known what to undo. */
  private synchronized void begin(String source, String type, long flags, String options)
      throws SystemCallException {
    try {
      MountCalls.mount(source, target, type, flags, options);
      mounted = true;
    } finally {
      if (!mounted) {
        atShutdown.close();
      }
    }
  }

  private void change(long kind, Set<MountFlag> flags, String options) throws SystemCallException {
    MountCalls.mount("", target, "", MountCalls.MS_REMOUNT | kind | MountFlag.bits(flags), options);
  }

  private void unmountPatiently() throws SystemCallException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        MountCalls.unmount(target, MountCalls.UMOUNT_NOFOLLOW);
        return;
      } catch (SystemCallException e) {
        if (!e.is(Errno.EBUSY) || knownBusy) {
          throw e;
        }
        knownBusy = System.nanoTime() - end > 0;
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private void detach() {
    try {
      syncFileSystem(target);
      MountCalls.unmount(target, MountCalls.MNT_DETACH | MountCalls.UMOUNT_NOFOLLOW);
    } catch (SystemCallException e) {
      System.getLogger(Mount.class.getName())
          .log(System.Logger.Level.WARNING, "could not unmount " + target, e);
    }
  }

  private static void syncFileSystem(Path folder) throws SystemCallException {
    try (Descriptor open = Descriptor.open(folder, Descriptor.READ_ONLY)) {
      open.syncFileSystem();
    }
  }
}
