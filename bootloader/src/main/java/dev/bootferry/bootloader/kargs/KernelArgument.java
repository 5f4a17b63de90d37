package dev.bootferry.bootloader.kargs;

import dev.bootferry.bootloader.BootloaderProblem;
import dev.bootferry.core.problem.Problem;
import java.util.List;
import java.util.Optional;

/**
 * One kernel argument, as its exact text: {@code quiet}, {@code root=UUID=1234}, {@code
 * "dyndbg=file a.c +p"}. A space belongs to an argument only between double quotes, which the
 * kernel keeps no escape for (next_arg in its lib/cmdline.c).
 *
 * @param text never empty; quotes balanced; no line break, NUL or other control character but tab
 */
public record KernelArgument(String text) {
  public KernelArgument {
    if (!KernelArguments.split(text).equals(List.of(text))) {
      throw new Problem(
              BootloaderProblem.KARG_INVALID,
              "read the kernel argument '" + text + "'",
              "it is empty, or holds a space outside of double quotes",
              "Give one argument at a time; a space in it needs double quotes around the whole.")
          .exception();
    }
    if (text.chars().filter(c -> c == '"').count() % 2 != 0) {
      throw new Problem(
              BootloaderProblem.KARG_INVALID,
              "read the kernel argument '" + text + "'",
              "a double quote is opened and never closed",
              "Close it: the kernel has no way to write a quote that is not one.")
          .exception();
    }
    if (text.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
      throw new Problem(
              BootloaderProblem.KARG_INVALID,
              "read the kernel argument '" + text + "'",
              "it holds a control character",
              "Remove it: a kernel command line is one line of text.")
          .exception();
    }
  }

  /** What stands before the first {@code =}, without quotes; the whole when there is none. */
  public String key() {
    int equals = text.indexOf('=');
    return unquoted(equals < 0 ? text : text.substring(0, equals));
  }

  /** What stands behind the first {@code =}, without quotes. */
  public Optional<String> value() {
    int equals = text.indexOf('=');
    return equals < 0 ? Optional.empty() : Optional.of(unquoted(text.substring(equals + 1)));
  }

  /** Whether this sets that parameter; in keys {@code -} and {@code _} are alike to the kernel. */
  public boolean hasKey(String key) {
    return sameKey(key(), key);
  }

  /** Whether the kernel takes both for the same: equal values, keys alike. */
  public boolean sameAs(KernelArgument other) {
    return hasKey(other.key()) && value().equals(other.value());
  }

  private static boolean sameKey(String one, String other) {
    return one.replace('-', '_').equals(other.replace('-', '_'));
  }

  private static String unquoted(String part) {
    return part.replace("\"", "");
  }

  @Override
  public String toString() {
    return text;
  }
}
