package dev.bootferry.linux.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program to run: an argument list, never a shell line.
 *
 * @param argv the program, looked up in PATH, and its arguments; none may contain a NUL
 * @param environment added to the program's environment, which is otherwise this process's own with
 *     {@code LC_ALL=C.UTF-8}
 * @param directory to run in; this process's own when empty
 * @param input written to its standard input, which is then closed
 * @param timeout after which it is killed
 */
public record Command(
    List<String> argv,
    Map<String, String> environment,
    Optional<Path> directory,
    byte[] input,
    Duration timeout) {
  /** Long enough for a file system of many terabytes, short enough that nothing hangs for ever. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofHours(2);

  public Command {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
    input = input.clone();
    if (argv.isEmpty() || argv.getFirst().isEmpty()) {
      throw new IllegalArgumentException("a command without a program");
    }
    if (argv.stream().anyMatch(a -> a.indexOf('\0') >= 0)) {
      throw new IllegalArgumentException("an argument with a NUL byte");
    }
  }

  public static Command of(List<String> argv) {
    return new Command(argv, Map.of(), Optional.empty(), new byte[0], DEFAULT_TIMEOUT);
  }

  public static Command of(String... argv) {
    return of(List.of(argv));
  }

  public Command withEnvironment(Map<String, String> added) {
    return new Command(argv, added, directory, input, timeout);
  }

  public Command withDirectory(Path newDirectory) {
    return new Command(argv, environment, Optional.of(newDirectory), input, timeout);
  }

  public Command withInput(byte[] newInput) {
    return new Command(argv, environment, directory, newInput, timeout);
  }

  public Command withTimeout(Duration newTimeout) {
    return new Command(argv, environment, directory, input, newTimeout);
  }

  /** The same program run by another one, as in {@code chroot DIR} before it. */
  public Command behind(List<String> prefix) {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(argv);
    return new Command(all, environment, directory, input, timeout);
  }

  @Override
  public byte[] input() {
    return input.clone();
  }

  /** As a person would type it, for messages. */
  public String line() {
    List<String> quoted = new ArrayList<>();
    for (String argument : argv) {
      boolean plain = argument.matches("[A-Za-z0-9_@%+=:,./\\[\\]-]+");
      quoted.add(plain ? argument : "'" + argument.replace("'", "'\\''") + "'");
    }
    return String.join(" ", quoted);
  }
}
