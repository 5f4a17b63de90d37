package dev.bootferry.installer.wizard;

import dev.bootferry.bootloader.kargs.KernelArguments;
import dev.bootferry.core.ByteSize;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.installer.settings.UserAccount;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Checks of what is typed. */
final class Checks {
  private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

  private Checks() {}

  /** As hostname(7): labels of letters, digits and dashes, 64 characters at most on Linux. */
  static Optional<String> hostName(String typed) {
    boolean good = typed.length() <= 64 && typed.matches(LABEL + "(\\." + LABEL + ")*");
    return unless(good, "A host name has letters, digits and dashes, and dots between its parts.");
  }

  static Optional<String> userName(String typed) {
    return unless(
        typed.matches(UserAccount.NAME_PATTERN) && !typed.equals("root"),
        "A name begins with a small letter; then letters, digits, - and _; 32 at most; not root.");
  }

  /** Words with commas or spaces between. */
  static Optional<String> groups(String typed) {
    return unless(
        words(typed).allMatch(w -> w.matches(UserAccount.NAME_PATTERN)),
        "Write names of groups with commas between, as in: wheel,video");
  }

  static Optional<String> size(String typed) {
    try {
      return unless(ByteSize.parse(typed).bytes() > 0, "A size is more than nothing.");
    } catch (IllegalArgumentException e) {
      return Optional.of("Write a size as in 512M or 20G.");
    }
  }

  /** A size, or nothing at all. */
  static Optional<String> sizeOrNone(String typed) {
    return isNone(typed) ? Optional.empty() : size(typed);
  }

  static boolean isNone(String typed) {
    return typed.isEmpty() || typed.equals("0") || typed.equals("none");
  }

  static Optional<String> address(String typed) {
    return unless(Addresses.isNetwork(typed), "Write address and prefix, as in 192.0.2.10/24.");
  }

  static Optional<String> gateway(String typed) {
    return unless(Addresses.isAddress(typed), "Write an address, as in 192.0.2.1.");
  }

  static Optional<String> addresses(String typed) {
    return unless(
        words(typed).allMatch(Addresses::isAddress),
        "Write addresses with commas between, as in 192.0.2.53,192.0.2.54.");
  }

  static Optional<String> path(String typed) {
    return unless(typed.startsWith("/"), "Write a whole path, beginning with a slash.");
  }

  static Optional<String> kernelArguments(String typed) {
    return problem(
        typed,
        text -> {
          var _ = KernelArguments.parse(text);
        });
  }

  /** What a problem says, as a complaint. */
  static Optional<String> problem(String typed, Consumer<String> action) {
    try {
      action.accept(typed);
      return Optional.empty();
    } catch (ProblemException e) {
      return Optional.of(sentence(e));
    }
  }

  /** The reason and the way out. */
  static String sentence(ProblemException e) {
    String why = e.problem().why().strip();
    String first = why.isEmpty() ? "" : Character.toUpperCase(why.charAt(0)) + why.substring(1);
    return (first.endsWith(".") ? first : first + ".") + " " + e.problem().fix();
  }

  static Stream<String> words(String typed) {
    return Stream.of(typed.strip().split("[,\\s]+")).filter(w -> !w.isEmpty());
  }

  static List<String> wordList(Optional<String> typed) {
    return typed.stream().flatMap(Checks::words).toList();
  }

  private static Optional<String> unless(boolean good, String complaint) {
    return good ? Optional.empty() : Optional.of(complaint);
  }
}
