package dev.bootferry.bootloader.kargs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Kernel arguments in their order, which matters: of {@code console=} the last is the main one.
 * Never changed; each operation gives a new list.
 *
 * @param list the arguments; the same one may stand twice
 */
public record KernelArguments(List<KernelArgument> list) {
  public static final KernelArguments NONE = new KernelArguments(List.of());

  public KernelArguments {
    list = List.copyOf(list);
  }

  /**
   * Reads a command line by the kernel's rules: white space separates, except between double
   * quotes.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code karg-invalid}
   */
  public static KernelArguments parse(String line) {
    return of(split(line));
  }

  /**
   * Takes one argument for each text.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code karg-invalid}
   */
  public static KernelArguments of(List<String> texts) {
    return new KernelArguments(texts.stream().map(KernelArgument::new).toList());
  }

  /** The words of a line, quotes kept; an open quote reaches to the end. */
  public static List<String> split(String line) {
    List<String> words = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i <= line.length(); i++) {
      char c = i < line.length() ? line.charAt(i) : ' ';
      if (c == '"') {
        quoted = !quoted;
      }
      boolean ends = i == line.length() || (!quoted && isSpace(c));
      if (ends) {
        if (i > start) {
          words.add(line.substring(start, i));
        }
        start = i + 1;
      }
    }
    return words;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  /** With this one last, also when it is there already. */
  public KernelArguments append(KernelArgument argument) {
    return appendAll(new KernelArguments(List.of(argument)));
  }

  /** With all of these behind, also those that are there already. */
  public KernelArguments appendAll(KernelArguments others) {
    List<KernelArgument> all = new ArrayList<>(list);
    all.addAll(others.list);
    return new KernelArguments(all);
  }

  /** With those of these behind that are not there yet, each once. */
  public KernelArguments appendMissing(KernelArguments others) {
    KernelArguments result = this;
    for (KernelArgument argument : others.list) {
      result = result.contains(argument) ? result : result.append(argument);
    }
    return result;
  }

  /** Without any argument of this key. */
  public KernelArguments removeKey(String key) {
    return keep(argument -> !argument.hasKey(key));
  }

  /** Without this argument, wherever it stands; others of the same key stay. */
  public KernelArguments remove(KernelArgument exact) {
    return keep(argument -> !argument.sameAs(exact));
  }

  /**
   * As {@code --karg-delete} asks: a bare key takes all its values, {@code key=value} only that.
   */
  public KernelArguments delete(KernelArgument asked) {
    return asked.value().isPresent() ? remove(asked) : removeKey(asked.key());
  }

  /**
   * Carries a change of the image's own arguments over to a machine's: what the image no longer has
   * goes, what is new in it comes last, all else stays where it is. An image that says nothing
   * takes nothing away.
   *
   * @param before the former image's arguments
   * @param after the new image's, or empty when it has no folder {@code kargs.d} at all
   */
  public KernelArguments followImage(KernelArguments before, Optional<KernelArguments> after) {
    KernelArguments result = this;
    if (after.isPresent()) {
      for (KernelArgument argument : before.list) {
        result = after.get().contains(argument) ? result : result.remove(argument);
      }
    }
    KernelArguments added = after.orElse(before);
    return result.appendMissing(
        after.isPresent() ? added.keep(argument -> !before.contains(argument)) : added);
  }

  public boolean contains(KernelArgument exact) {
    return list.stream().anyMatch(argument -> argument.sameAs(exact));
  }

  /** The value that counts: the last one of this key. */
  public Optional<String> value(String key) {
    return list.reversed().stream()
        .filter(argument -> argument.hasKey(key))
        .findFirst()
        .flatMap(KernelArgument::value);
  }

  private KernelArguments keep(Predicate<KernelArgument> wanted) {
    return new KernelArguments(list.stream().filter(wanted).toList());
  }

  /** As one line, single spaces between. */
  @Override
  public String toString() {
    return String.join(" ", list.stream().map(KernelArgument::text).toList());
  }
}
