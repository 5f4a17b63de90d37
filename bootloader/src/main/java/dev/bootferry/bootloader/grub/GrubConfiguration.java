package dev.bootferry.bootloader.grub;

import dev.bootferry.bootloader.BootloaderProblem;
import dev.bootferry.core.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** The configuration files of GRUB. */
public final class GrubConfiguration {
  /** Where the real configuration lies on the root file system, without a leading slash. */
  public static final String PATH = "boot/grub/grub.cfg";

  /**
   * What our grub.cfg hands to the kernel byte for byte. Quotes, backslashes, dollar signs,
   * semicolons, braces and the like mean something to GRUB's script language, which reads ostree's
   * entries.
   */
  private static final Pattern CARRIED = Pattern.compile("[A-Za-z0-9_=.,:/@%+~^!-]+");

  private GrubConfiguration() {}

  /** The menu, made at each start from ostree's own entries. */
  public static byte[] menu() {
    try (InputStream in = GrubConfiguration.class.getResourceAsStream("grub.cfg")) {
      if (in == null) {
        throw new IllegalStateException("grub.cfg is not in the program");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What GRUB runs first: it finds the root file system and goes on with the menu there.
   *
   * @param rootUuid as GRUB spells it: for ext4, xfs and btrfs the usual form
   */
  public static byte[] stub(String rootUuid) {
    return """
    search --no-floppy --fs-uuid --set=root %s
    set prefix=($root)/boot/grub
    configfile $prefix/grub.cfg
    """
        .formatted(rootUuid)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Refuses arguments that would not reach the kernel as they are.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code karg-not-carriable}
   */
  public static void requireCarried(List<String> kargs) {
    for (String karg : kargs) {
      if (!CARRIED.matcher(karg).matches()) {
        throw new Problem(
                BootloaderProblem.KARG_NOT_CARRIABLE,
                "pass the kernel argument " + karg,
                "GRUB would change "
                    + karg.codePoints()
                        .filter(c -> !CARRIED.matcher(Character.toString(c)).matches())
                        .mapToObj(Character::toString)
                        .findFirst()
                        .map(c -> c.isBlank() ? "the white space" : "'" + c + "'")
                        .orElse("an empty argument")
                    + " in it",
                "Give an argument of letters, digits and _ = . , : / @ % + ~ ^ ! - only; what needs"
                    + " other characters can often be set in a file of the system instead.")
            .exception();
      }
    }
  }
}
