package dev.bootferry.bootloader.grub;

import dev.bootferry.bootloader.BootloaderProblem;
import dev.bootferry.core.problem.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * GRUB's two images for BIOS, made to fit a disk: the code in the first sector, which loads the
 * core image, and the core image in its BIOS boot partition. What {@code grub-bios-setup} does, but
 * without needing the kernel to show the partitions.
 */
public final class BiosImage {
  private static final int SECTOR = 512;
  private static final int BOOT_CODE_SIZE = 440;

  /** GRUB_BOOT_MACHINE_KERNEL_SECTOR in boot.img: where the core image begins. */
  private static final int KERNEL_SECTOR = 0x5C;

  /** GRUB_BOOT_MACHINE_BOOT_DRIVE: the drive that the firmware started from. */
  private static final int BOOT_DRIVE = 0x64;

  /** GRUB_BOOT_MACHINE_DRIVE_CHECK: a jump, replaced by no-operations for hard disks. */
  private static final int DRIVE_CHECK = 0x66;

  /** GRUB_BOOT_MACHINE_BPB_START and END: parameters of a floppy disk, which a hard disk lacks. */
  private static final int BPB_START = 0x3;

  private static final int BPB_END = 0x5A;

  /** The first entry of the core image's own list of blocks: the sector behind its first. */
  private static final int CORE_BLOCK_LIST = SECTOR - 12;

  private final byte[] bootCode;
  private final byte[] core;

  private BiosImage(byte[] bootCode, byte[] core) {
    this.bootCode = bootCode;
    this.core = core;
  }

  /**
   * Refuses sectors that GRUB cannot be loaded from: its first stages count in sectors of 512 bytes
   * and read them through the BIOS, which for other sizes differs from machine to machine.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code sector-size-not-bootable}
   */
  public static void requireSectorSize(int bytes) {
    if (bytes != SECTOR) {
      throw new Problem(
              BootloaderProblem.SECTOR_SIZE_NOT_BOOTABLE,
              "make a disk with sectors of " + bytes + " bytes start with a BIOS",
              "GRUB's first stage reads sectors of 512 bytes only",
              "Start this machine with UEFI, or use a disk with sectors of 512 bytes.")
          .exception();
    }
  }

  /**
   * Fits the images.
   *
   * @param bootImage GRUB's boot.img, 512 bytes
   * @param coreImage as grub-mkimage made it
   * @param firstLba where the BIOS boot partition begins, in sectors of 512 bytes
   * @param partitionBytes its size
   * @throws dev.bootferry.core.problem.ProblemException {@code boot-loader-unfit}
   */
  public static BiosImage fit(
      byte[] bootImage, byte[] coreImage, long firstLba, long partitionBytes) {
    if (bootImage.length != SECTOR || coreImage.length < 2 * SECTOR) {
      throw unfit("boot.img or the core image has a size that it cannot have");
    }
    if ((bootImage[SECTOR - 2] & 0xFF) != 0x55 || (bootImage[SECTOR - 1] & 0xFF) != 0xAA) {
      throw unfit("boot.img has no boot signature at its end");
    }
    if (coreImage.length > partitionBytes) {
      throw unfit(
          "its core image of "
              + coreImage.length
              + " bytes does not fit into the "
              + partitionBytes
              + " bytes of the BIOS boot partition");
    }
    byte[] boot = new byte[BOOT_CODE_SIZE];
    System.arraycopy(bootImage, 0, boot, 0, BOOT_CODE_SIZE);
    Arrays.fill(boot, BPB_START, BPB_END, (byte) 0);
    ByteBuffer bootFields = ByteBuffer.wrap(boot).order(ByteOrder.LITTLE_ENDIAN);
    bootFields.putLong(KERNEL_SECTOR, firstLba);
    bootFields.put(BOOT_DRIVE, (byte) 0xFF);
    bootFields.put(DRIVE_CHECK, (byte) 0x90).put(DRIVE_CHECK + 1, (byte) 0x90);
    byte[] core = coreImage.clone();
    ByteBuffer.wrap(core).order(ByteOrder.LITTLE_ENDIAN).putLong(CORE_BLOCK_LIST, firstLba + 1);
    return new BiosImage(boot, core);
  }

  /** The first 440 bytes of the disk. */
  public byte[] bootCode() {
    return bootCode.clone();
  }

  /** The content of the BIOS boot partition, from its beginning. */
  public byte[] core() {
    return core.clone();
  }

  private static RuntimeException unfit(String why) {
    return new Problem(
            BootloaderProblem.BOOT_LOADER_UNFIT,
            "fit the image's GRUB to the disk",
            why,
            "The GRUB of the image may be damaged or of a kind not known here: install its packages"
                + " in the image again.")
        .exception();
  }
}
