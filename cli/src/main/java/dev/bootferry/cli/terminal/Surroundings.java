package dev.bootferry.cli.terminal;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What one run of the program sees of the world: a test gives its own. Text goes out as UTF-8
 * whatever the locale says, since JSON and image names must not depend on it.
 *
 * @param root whether the effective user is root
 */
public record Surroundings(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Terminal terminal,
    boolean root) {

  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /** Those of this process. */
  public static Surroundings ofProcess() {
    return new Surroundings(
        new FileInputStream(FileDescriptor.in),
        utf8(FileDescriptor.out),
        utf8(FileDescriptor.err),
        System.getenv(),
        new ProcessTerminal(),
        ProcessUser.isRoot());
  }

  /** Whether a variable is set to anything but nothing. */
  public boolean has(String variable) {
    return !environment.getOrDefault(variable, "").isEmpty();
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor), 8192),
        false,
        StandardCharsets.UTF_8);
  }
}
