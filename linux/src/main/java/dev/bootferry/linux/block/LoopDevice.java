package dev.bootferry.linux.block;

import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.linux.LinuxProblem;
import dev.bootferry.linux.syscall.Descriptor;
import dev.bootferry.linux.syscall.Errno;
import dev.bootferry.linux.syscall.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A loop device that shows a file, or a part of a disk, as a block device: {@code loop(4)}, by
 * {@code LOOP_CONFIGURE}, which Linux has since 5.8.
 *
 * <p>The device detaches by itself when the last user is gone, this process included, even one that
 * was killed: it is configured so and held open. Not thread-safe, except that the end of the
 * process may close it at any time.
 */
public final class LoopDevice implements AutoCloseable {
  private static final Path CONTROL = Path.of("/dev/loop-control");

  private static final long LOOP_CLR_FD = 0x4C01;
  private static final long LOOP_CONFIGURE = 0x4C0A;
  private static final long LOOP_CTL_GET_FREE = 0x4C82;

  private static final int FLAG_READ_ONLY = 1;
  private static final int FLAG_AUTOCLEAR = 4;
  private static final int FLAG_DIRECT_IO = 16;

  /** Offsets in {@code struct loop_config}; linux/loop.h. */
  private static final int CONFIG_SIZE = 304;

  private static final int BACKING_FD = 0;
  private static final int BLOCK_SIZE = 4;
  private static final int OFFSET = 8 + 24;
  private static final int SIZE_LIMIT = 8 + 32;
  private static final int FLAGS = 8 + 52;
  private static final int FILE_NAME = 8 + 56;
  private static final int FILE_NAME_LIMIT = 63;

  /** The free device that the kernel named may be taken by another before we configure it. */
  private static final int ATTEMPTS = 64;

  private final Path path;
  private final Descriptor device;

  private LoopDevice(Path path, Descriptor device) {
    this.path = path;
    this.device = device;
  }

  /**
   * Attaches a free loop device.
   *
   * @param backing a regular file or a block device
   * @throws ProblemException {@code loop-device-failed}; nothing is attached then
   */
  public static LoopDevice attach(Path backing, LoopOptions options) {
    int access = options.readOnly() ? Descriptor.READ_ONLY : Descriptor.READ_WRITE;
    try (Descriptor file = Descriptor.open(backing, access);
        Descriptor control = Descriptor.open(CONTROL, Descriptor.READ_WRITE)) {
      for (int attempt = 1; ; attempt++) {
        try {
          return attachFree(control, file, backing, options);
        } catch (SystemCallException e) {
          if (!e.is(Errno.EBUSY) || attempt == ATTEMPTS) {
            throw e;
          }
        }
      }
    } catch (SystemCallException e) {
      throw e.problem(
          LinuxProblem.LOOP_DEVICE_FAILED,
          "attach a loop device to " + backing,
          "This needs root and loop devices (kernel module loop, Linux 5.8 or newer); see losetup"
              + " --list for those in use.");
    }
  }

  private static LoopDevice attachFree(
      Descriptor control, Descriptor file, Path backing, LoopOptions options)
      throws SystemCallException {
    int number = control.ioctl("LOOP_CTL_GET_FREE", LOOP_CTL_GET_FREE, 0);
    Path path = Path.of("/dev/loop" + number);
    Descriptor device = Descriptor.open(path, Descriptor.READ_WRITE);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment config = config(arena, file, backing, options);
      int _ = device.ioctl("LOOP_CONFIGURE " + path, LOOP_CONFIGURE, config);
      return new LoopDevice(path, device);
    } catch (SystemCallException | RuntimeException e) {
      device.close();
      throw e;
    }
  }

  private static MemorySegment config(
      Arena arena, Descriptor file, Path backing, LoopOptions options) {
    ValueLayout.OfInt u32 = ValueLayout.JAVA_INT.withOrder(ByteOrder.nativeOrder());
    ValueLayout.OfLong u64 = ValueLayout.JAVA_LONG.withOrder(ByteOrder.nativeOrder());
    MemorySegment config = arena.allocate(CONFIG_SIZE, u64.byteAlignment());
    config.set(u32, BACKING_FD, file.number());
    config.set(u32, BLOCK_SIZE, options.sectorSize());
    config.set(u64, OFFSET, options.offset());
    config.set(u64, SIZE_LIMIT, options.sizeLimit());
    config.set(
        u32,
        FLAGS,
        FLAG_AUTOCLEAR
            | (options.readOnly() ? FLAG_READ_ONLY : 0)
            | (options.directIo() ? FLAG_DIRECT_IO : 0));
    byte[] name = backing.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8);
    MemorySegment.copy(
        name, 0, config, ValueLayout.JAVA_BYTE, FILE_NAME, Math.min(name.length, FILE_NAME_LIMIT));
    return config;
  }

  /** The device, such as {@code /dev/loop3}. */
  public Path path() {
    return path;
  }

  /**
   * Forces what was written through the device to the file.
   *
   * @throws ProblemException {@code loop-device-failed}
   */
  public void sync() {
    try {
      device.sync();
    } catch (SystemCallException e) {
      throw e.problem(
          LinuxProblem.LOOP_DEVICE_FAILED,
          "force " + path + " to its file",
          "The disk below may be full or failing: look at the kernel's messages (dmesg).");
    }
  }

  /**
   * Detaches the device; while something else, such as a mount, still uses it, it detaches when
   * that ends.
   */
  @Override
  public synchronized void close() {
    try (device) {
      if (device.isOpen()) {
        int _ = device.ioctl("LOOP_CLR_FD " + path, LOOP_CLR_FD, 0);
      }
    } catch (SystemCallException e) {
      // Closing the descriptor detaches it as well: that is how it was configured.
      System.getLogger(LoopDevice.class.getName()).log(System.Logger.Level.DEBUG, "detach", e);
    }
  }
}
