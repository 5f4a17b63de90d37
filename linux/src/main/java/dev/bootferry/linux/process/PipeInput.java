package dev.bootferry.linux.process;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A program's standard input, which the program may close before all is written. */
final class PipeInput {
  private final Pipe pipe;

  PipeInput(OutputStream raw) {
    pipe = new Pipe(raw);
  }

  /**
   * Writes and closes. A failure to write to the program is not reported: its exit status tells
   * what to make of it. Any other failure of the feed is thrown.
   */
  void run(StreamingRunner.Feed feed) throws IOException {
    try (OutputStream out = new BufferedOutputStream(pipe, 65536)) {
      feed.writeTo(out);
    } catch (IOException | RuntimeException e) {
      if (!pipe.broken) {
        throw e;
      }
    }
  }

  /** Remembers that it was the pipe that failed, whatever the feed makes of the exception. */
  private static final class Pipe extends FilterOutputStream {
    private boolean broken;

    Pipe(OutputStream raw) {
      super(raw);
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      try {
        out.write(buffer, offset, length);
        out.flush();
      } catch (IOException e) {
        broken = true;
        throw e;
      }
    }

    @Override
    public void flush() throws IOException {
      // Written through already.
    }

    @Override
    public void close() throws IOException {
      try {
        out.close();
      } catch (IOException e) {
        broken = true;
        throw e;
      }
    }
  }
}
