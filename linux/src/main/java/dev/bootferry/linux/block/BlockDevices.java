package dev.bootferry.linux.block;

import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.linux.LinuxProblem;
import dev.bootferry.linux.syscall.Descriptor;
import dev.bootferry.linux.syscall.Errno;
import dev.bootferry.linux.syscall.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/**
 * Questions and orders to block devices, and to files where that is said. Each call opens the
 * device and closes it again. Failures are {@code system-call-failed}, naming the device.
 */
public final class BlockDevices {
  private static final long BLKROGET = 0x125E;
  private static final long BLKRRPART = 0x125F;
  private static final long BLKFLSBUF = 0x1261;
  private static final long BLKSSZGET = 0x1268;

  /** {@code _IOR(0x12, 114, size_t)}; PowerPC spells the direction with other bits. */
  private static final long BLKGETSIZE64 =
      (System.getProperty("os.arch", "").startsWith("ppc") ? 0x40000000L : 0x80000000L)
          | 0x00081272L;

  private static final int EXCLUSIVELY = Descriptor.EXCLUSIVE | Descriptor.NON_BLOCKING;

  /** What came of asking the kernel to read a partition table again. */
  public enum Rescan {
    DONE,
    /** A partition of the device is in use: the kernel goes on with the old table. */
    BUSY,
    /** The kernel scans no partitions on this device, as on a loop device without them. */
    UNSUPPORTED
  }

  private BlockDevices() {}

  @FunctionalInterface
  private interface Work<T> {
    T on(Descriptor device) throws SystemCallException;
  }

  @FunctionalInterface
  private interface Order {
    void on(Descriptor device) throws SystemCallException;
  }

  /** The size of the device in bytes. */
  public static long size(Path device) {
    return with(
        device,
        "find the size of",
        open -> {
          try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(ValueLayout.JAVA_LONG);
            int _ = open.ioctl("BLKGETSIZE64", BLKGETSIZE64, size);
            return size.get(ValueLayout.JAVA_LONG, 0);
          }
        });
  }

  /** The logical sector size of the device in bytes: the unit of its partition table. */
  public static int sectorSize(Path device) {
    return with(device, "find the sector size of", open -> integer(open, "BLKSSZGET", BLKSSZGET));
  }

  /** Whether the device refuses writes. */
  public static boolean isReadOnly(Path device) {
    return with(
        device, "find whether one may write to", open -> integer(open, "BLKROGET", BLKROGET) != 0);
  }

  /** Asks the kernel to read the partition table of the device again. */
  public static Rescan rescanPartitions(Path device) {
    return with(
        device,
        "have the kernel read the partitions of",
        open -> {
          try {
            int _ = open.ioctl("BLKRRPART", BLKRRPART, 0);
            return Rescan.DONE;
          } catch (SystemCallException e) {
            if (e.is(Errno.EBUSY)) {
              return Rescan.BUSY;
            }
            if (e.is(Errno.EINVAL) || e.is(Errno.ENOTTY)) {
              return Rescan.UNSUPPORTED;
            }
            throw e;
          }
        });
  }

  /**
   * Forces what is cached of a file or device, and then drops it from the cache, so that the next
   * read comes from the medium. Pages that are mapped or in use elsewhere may stay.
   */
  public static void dropCache(Path fileOrDevice) {
    order(
        fileOrDevice,
        "drop the cache of",
        open -> {
          open.sync();
          try {
            int _ = open.ioctl("BLKFLSBUF", BLKFLSBUF, 0);
          } catch (SystemCallException e) {
            if (!e.is(Errno.ENOTTY)) {
              throw e;
            }
            // A regular file has no buffers of a device.
          }
          open.dropCache();
        });
  }

  /** Forces what was written to a file or device, as fsync(2). */
  public static void sync(Path fileOrDevice) {
    order(fileOrDevice, "force to the medium", Descriptor::sync);
  }

  /**
   * Whether the device, or a part of it, is mounted, used as swap, or claimed by another device or
   * program: found by trying to claim it for a moment.
   */
  public static boolean isInUse(Path device) {
    return with(
        device,
        "find whether something uses",
        _ -> {
          try (Descriptor _ = Descriptor.open(device, EXCLUSIVELY)) {
            return false;
          } catch (SystemCallException e) {
            if (e.is(Errno.EBUSY)) {
              return true;
            }
            throw e;
          }
        });
  }

  /**
   * Claims a whole device until it is closed: nobody can mount it or its partitions meanwhile, this
   * process included, except through a loop device on it. Programs that claim what they work on
   * fail as well, {@code mkfs.vfat} on the whole disk among them: let go of it for their time.
   *
   * @throws ProblemException {@code device-in-use}
   */
  public static DeviceClaim claim(Path device) {
    try {
      return new DeviceClaim(Descriptor.open(device, EXCLUSIVELY | Descriptor.READ_WRITE));
    } catch (SystemCallException e) {
      throw e.problem(
          e.is(Errno.EBUSY) ? LinuxProblem.DEVICE_IN_USE : LinuxProblem.SYSTEM_CALL_FAILED,
          "take " + device + " for this program alone",
          "Unmount what is on it and stop what uses it: see lsblk " + device + ".");
    }
  }

  private static int integer(Descriptor device, String name, long request)
      throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(ValueLayout.JAVA_INT);
      int _ = device.ioctl(name, request, value);
      return value.get(ValueLayout.JAVA_INT, 0);
    }
  }

  private static void order(Path device, String action, Order order) {
    boolean _ =
        with(
            device,
            action,
            open -> {
              order.on(open);
              return true;
            });
  }

  private static <T> T with(Path device, String action, Work<T> work) {
    try (Descriptor open =
        Descriptor.open(device, Descriptor.READ_ONLY | Descriptor.NON_BLOCKING)) {
      return work.on(open);
    } catch (SystemCallException e) {
      throw e.problem(
          LinuxProblem.SYSTEM_CALL_FAILED,
          action + " " + device,
          "Check that it is the right device, that it works (dmesg), and that you are root.");
    }
  }
}
