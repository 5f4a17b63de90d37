package dev.bootferry.testing.mirror;

import dev.bootferry.testing.sample.Checkout;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code mirror create} as it runs, to be told to stop; what it says goes to a file. */
final class RunningMirror implements AutoCloseable {
  private final Process process;
  private final Path said;

  private RunningMirror(Process process, Path said) {
    this.process = process;
    this.said = said;
  }

  static RunningMirror start(String base, Path output) throws IOException {
    Path said = Files.createTempFile("bootferry-mirror", ".log");
    List<String> argv = new ArrayList<>();
    // A process started by one that ignores SIGINT would ignore it, too.
    argv.addAll(List.of("env", "--default-signal=INT"));
    argv.add(Checkout.root().resolve("bootferry").toString());
    argv.addAll(List.of("mirror", "create", "--tls-verify=false", "--base", "docker://" + base));
    argv.add(output.toString());
    File file = said.toFile();
    return new RunningMirror(
        new ProcessBuilder(argv).redirectErrorStream(true).redirectOutput(file).start(), said);
  }

  void signal(String name) throws IOException, InterruptedException {
    int status =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    if (status != 0) {
      throw new AssertionError("no process to send " + name + ":\n" + said());
    }
  }

  /** The exit status: 128 + N for signal N. */
  int end() throws IOException, InterruptedException {
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      throw new AssertionError("it does not end:\n" + said());
    }
    return process.exitValue();
  }

  String said() throws IOException {
    return Files.readString(said);
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    Files.delete(said);
  }
}
