package dev.bootferry.bootloader.kargs;

import dev.bootferry.bootloader.BootloaderProblem;
import dev.bootferry.core.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says, before anything is written, whether GRUB will hand kernel arguments over byte for byte.
 * What it cannot carry is refused; nothing is ever spelled differently to make it fit.
 *
 * <table>
 * <caption>What passes</caption>
 * <tr><td>letters, digits, all other Unicode text, and <code>! % * + , - . / : = ? @ [ ] ^ _ ` ~ ( )
 * </code></td><td>everywhere; {@code * ?} not in a word that begins with {@code / ( *}; {@code [[}
 * and {@code ]]} not alone</td></tr>
 * <tr><td>{@code #}</td><td>not as the first character</td></tr>
 * <tr><td>spaces, and between them {@code ; | & < > { }}</td><td>in double quotes around the whole
 * argument: {@code "dyndbg=file a.c +p"}, not {@code dyndbg="file a.c +p"}; the kernel reads both
 * alike</td></tr>
 * <tr><td>{@code \\ \"}, and outside of quotes {@code \'}</td><td>as they stand</td></tr>
 * <tr><td>{@code $ '}, other backslashes and quotes, control characters</td><td>never</td></tr>
 * </table>
 */
public final class CarriedArguments {
  /** COMMAND_LINE_SIZE of x86 and arm64, less the final NUL. */
  private static final int KERNEL_LIMIT = 2047;

  /** For what comes on top: BOOT_IMAGE= with the kernel's path, and ostree= with its checksum. */
  private static final int RESERVED = 512;

  private CarriedArguments() {}

  /**
   * Passes silently when GRUB carries all of them.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code karg-not-carriable}, naming each
   *     such argument and the character it fails on; {@code kargs-too-long}
   */
  public static void demandGrubCarries(KernelArguments arguments) {
    List<String> all = new ArrayList<>();
    for (KernelArgument argument : arguments.list()) {
      GrubWords.refusal(argument.text())
          .ifPresent(
              no -> all.add("in " + argument + " there is " + no.culprit() + ": " + no.reason()));
    }
    if (!all.isEmpty()) {
      throw new Problem(
              BootloaderProblem.KARG_NOT_CARRIABLE,
              "pass the kernel arguments through GRUB unchanged",
              String.join("; ", all),
              "Leave it out or spell it without that character. A value with spaces needs its double"
                  + " quotes around the whole argument, as in \"dyndbg=file a.c +p\".")
          .exception();
    }
    int length = arguments.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > KERNEL_LIMIT - RESERVED) {
      throw new Problem(
              BootloaderProblem.KARGS_TOO_LONG,
              "pass the kernel arguments to the kernel",
              "they have "
                  + length
                  + " bytes, and the kernel cuts off what is over "
                  + KERNEL_LIMIT
                  + ", of which "
                  + RESERVED
                  + " are needed for the boot image and ostree=",
              "Use fewer or shorter arguments.")
          .exception();
    }
  }

  /**
   * Passes silently when this title of a boot entry leaves the entry readable. GRUB may show it
   * without its quotes, but a quote left open would hide the lines below it.
   *
   * @param title as libostree takes it from {@code PRETTY_NAME} in os-release
   * @throws dev.bootferry.core.problem.ProblemException {@code title-not-carriable}
   */
  public static void demandGrubReadsTitle(String title) {
    Optional<Integer> bad =
        title.chars().filter(c -> "{}|&;<>\"'\\$".indexOf(c) >= 0 || c < ' ').boxed().findFirst();
    if (bad.isPresent()) {
      throw new Problem(
              BootloaderProblem.TITLE_NOT_CARRIABLE,
              "show the boot entry '" + title + "' in GRUB's menu",
              "it holds " + Character.toString(bad.get()) + ", a part of GRUB's own language",
              "Change PRETTY_NAME in the image's /usr/lib/os-release.")
          .exception();
    }
  }
}
