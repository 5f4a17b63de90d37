package dev.bootferry.installer.unattended;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The files that a configuration names; a test has its own. */
public interface NearbyFiles {
  /** Where a path of the configuration leads. */
  Path resolve(String path);

  /**
   * Reads one whole.
   *
   * @throws IOException whose message says why, also when it has more bytes than the limit
   */
  byte[] read(String path, int limit) throws IOException;

  /**
   * Makes sure that one can be read, without reading it.
   *
   * @throws IOException whose message says why not
   */
  void check(String path) throws IOException;

  /** Paths that are not absolute lead from this folder on. */
  static NearbyFiles below(Path folder) {
    return new NearbyFiles() {
      @Override
      public Path resolve(String path) {
        return folder.resolve(path).normalize();
      }

      @Override
      public byte[] read(String path, int limit) throws IOException {
        check(path);
        try (InputStream in = Files.newInputStream(resolve(path))) {
          byte[] bytes = in.readNBytes(limit + 1);
          if (bytes.length > limit) {
            throw new IOException("it has more than " + limit + " bytes");
          }
          return bytes;
        }
      }

      @Override
      public void check(String path) throws IOException {
        Path file = resolve(path);
        if (!Files.exists(file)) {
          throw new NoSuchFileException("there is no such file");
        }
        if (!Files.isRegularFile(file)) {
          throw new IOException("it is not a file");
        }
        if (!Files.isReadable(file)) {
          throw new IOException("this user may not");
        }
      }
    };
  }
}
