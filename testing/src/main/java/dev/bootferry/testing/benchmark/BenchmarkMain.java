package dev.bootferry.testing.benchmark;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What {@code testing/benchmarks/run.sh} starts. */
public final class BenchmarkMain {
  private BenchmarkMain() {}

  /** Arguments: folder to work in, number of rounds. */
  public static void main(String[] args) throws IOException {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    Benchmarks.run(Path.of(args[0]).toAbsolutePath(), Integer.parseInt(args[1]), out);
  }
}
