package dev.bootferry.cli.prompt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Reads one line of a person's answer. */
final class LineReader {
  /** Longer than any name of a device. */
  private static final int LIMIT = 4096;

  private LineReader() {}

  /**
   * The line without its end; empty at the end of the input. Reads on a thread of its own, since a
   * read from a terminal cannot be interrupted and the program must be.
   */
  static String readLine(InputStream in) throws IOException, InterruptedException {
    FutureTask<String> line = new FutureTask<>(() -> read(in));
    Thread.ofPlatform().daemon().name("answer").start(line);
    try {
      return line.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw new IOException("could not read the answer: " + cause.getMessage(), cause);
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static String read(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n' && line.size() < LIMIT; b = in.read()) {
      line.write(b);
    }
    return line.toString(StandardCharsets.UTF_8);
  }
}
