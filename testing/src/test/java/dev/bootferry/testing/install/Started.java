package dev.bootferry.testing.install;

import dev.bootferry.testing.sample.Checkout;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The program as it runs, followed line by line. What it says on standard error tells which step it
 * is at: no way in that only tests would use is needed.
 */
final class Started implements AutoCloseable {
  private final Process process;
  private final BufferedReader said;
  private final StringBuilder all = new StringBuilder();

  private Started(Process process) {
    this.process = process;
    this.said =
        new BufferedReader(
            new java.io.InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
  }

  static Started install(String source, Path target, String... options) throws IOException {
    List<String> argv = new ArrayList<>();
    // A process started by one that ignores SIGINT would ignore it, too.
    argv.addAll(List.of("env", "--default-signal=INT"));
    argv.add(Checkout.root().resolve("bootferry").toString());
    argv.addAll(List.of("install", "to-disk", "--source", source, "--filesystem", "ext4"));
    argv.addAll(List.of("--size", "2G", "--yes"));
    argv.addAll(List.of(options));
    argv.add(target.toString());
    return new Started(
        new ProcessBuilder(argv).redirectOutput(ProcessBuilder.Redirect.DISCARD).start());
  }

  /** Reads up to this line; an error when the program ends without it. */
  void await(String line) throws IOException {
    String next = said.readLine();
    while (next != null) {
      all.append(next).append('\n');
      if (next.equals(line)) {
        return;
      }
      next = said.readLine();
    }
    throw new AssertionError("it never said '" + line + "':\n" + all);
  }

  void signal(String name) throws IOException, InterruptedException {
    int status =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    if (status != 0) {
      throw new AssertionError("no process to send " + name + ":\n" + all);
    }
  }

  /** Reads all that is left, and gives the exit status: 128 + N for signal N. */
  int end() throws IOException, InterruptedException {
    String next = said.readLine();
    while (next != null) {
      all.append(next).append('\n');
      next = said.readLine();
    }
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      throw new AssertionError("it does not end:\n" + all);
    }
    return process.exitValue();
  }

  long pid() {
    return process.pid();
  }

  /** All that it said so far. */
  String said() {
    return Objects.toString(all);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
