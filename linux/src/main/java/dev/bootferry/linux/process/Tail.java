package dev.bootferry.linux.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The last bytes of a stream of any length. */
final class Tail {
  private final byte[] ring;
  private long count;

  Tail(int limit) {
    ring = new byte[limit];
  }

  /** Reads to the end; what was read before an error stays. */
  void readAll(InputStream in) throws IOException {
    byte[] buffer = new byte[ring.length];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      add(buffer, read);
    }
  }

  private synchronized void add(byte[] buffer, int length) {
    for (int i = 0; i < length; i++) {
      ring[(int) (count++ % ring.length)] = buffer[i];
    }
  }

  /** What has been read so far, as UTF-8; a character cut in half at the start is replaced. */
  synchronized String text() {
    if (count <= ring.length) {
      return new String(ring, 0, (int) count, StandardCharsets.UTF_8);
    }
    int oldest = (int) (count % ring.length);
    byte[] ordered = Arrays.copyOf(Arrays.copyOfRange(ring, oldest, ring.length), ring.length);
    System.arraycopy(ring, 0, ordered, ring.length - oldest, oldest);
    return new String(ordered, StandardCharsets.UTF_8);
  }
}
