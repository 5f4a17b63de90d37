package dev.bootferry.bootloader.grub;

import dev.bootferry.bootloader.kargs.CarriedArguments;
import dev.bootferry.bootloader.kargs.KernelArguments;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The configuration files of GRUB. They hold nothing of the machine but the UUID by which the first
 * of them finds the root file system.
 */
public final class GrubConfiguration {
  /** Where the menu lies on the root file system, without a leading slash. */
  public static final String PATH = "boot/grub/grub.cfg";

  /** The menu's second half, beside the first; without it starting prints harmless errors. */
  public static final String ENTRIES_PATH = "boot/grub/entries.cfg";

  /** As blkid prints the UUID of ext4, xfs and btrfs; it becomes part of a script. */
  private static final Pattern UUID = Pattern.compile("[0-9A-Fa-f-]{4,36}");

  private GrubConfiguration() {}

  /** All files of the menu, by their paths on the root file system. */
  public static Map<String, byte[]> files() {
    return Map.of(PATH, menu(), ENTRIES_PATH, resource("entries.cfg"));
  }

  /** The file at {@link #PATH}: it reads ostree's own entries at each start. */
  public static byte[] menu() {
    return resource("grub.cfg");
  }

  /**
   * What GRUB runs first: it finds the root file system and goes on with the menu there.
   *
   * @param rootUuid as GRUB spells it: for ext4, xfs and btrfs the usual form
   */
  public static byte[] stub(String rootUuid) {
    if (!UUID.matcher(rootUuid).matches()) {
      throw new IllegalArgumentException("not the UUID of a file system: " + rootUuid);
    }
    return """
    search --no-floppy --fs-uuid --set=root %s
    set prefix=($root)/boot/grub
    configfile $prefix/grub.cfg
    """
        .formatted(rootUuid)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Refuses arguments that would not reach the kernel as they are; see {@link CarriedArguments}.
   *
   * @param kargs arguments, or texts of several
   * @throws dev.bootferry.core.problem.ProblemException {@code karg-not-carriable}, {@code
   *     kargs-too-long}, {@code karg-invalid}
   */
  public static void requireCarried(List<String> kargs) {
    CarriedArguments.demandGrubCarries(KernelArguments.parse(String.join(" ", kargs)));
  }

  private static byte[] resource(String name) {
    try (InputStream in = GrubConfiguration.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the program");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
