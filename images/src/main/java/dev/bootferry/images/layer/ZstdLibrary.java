package dev.bootferry.images.layer;

import com.github.luben.zstd.util.Native;
import dev.bootferry.core.problem.CoreProblem;
import dev.bootferry.core.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Loads the native part of zstd-jni, which has to be unpacked into a directory that allows
 * executing. A temporary directory often does not (hardened machines mount /tmp noexec), and the
 * library's own loader knows no other. Call before the first use of any of its classes.
 */
public final class ZstdLibrary {
  private ZstdLibrary() {}

  /**
   * Loads it, once.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code io-failed} when no directory allows
   *     it
   */
  public static synchronized void load() {
    if (Native.isLoaded()) {
      return;
    }
    List<String> tried = new ArrayList<>();
    for (Path folder : candidates()) {
      String failure = loadFrom(folder);
      if (failure == null) {
        return;
      }
      tried.add(failure);
    }
    throw new Problem(
            CoreProblem.IO_FAILED,
            "load the zstd library",
            String.join("; ", tried),
            "Set java.io.tmpdir to a directory that is writable and not mounted noexec.")
        .exception();
  }

  private static List<Path> candidates() {
    return Stream.of(
            System.getProperty("java.io.tmpdir"),
            System.getenv("XDG_RUNTIME_DIR"),
            "/run",
            "/dev/shm",
            "/var/tmp",
            System.getProperty("user.home"))
        .filter(Objects::nonNull)
        .distinct()
        .map(Path::of)
        .filter(Files::isDirectory)
        .toList();
  }

  /** Gives the reason when it fails. */
  private static @Nullable String loadFrom(Path folder) {
    Path own;
    try {
      // Of our own and closed to others: what is loaded from it is code.
      own =
          Files.createTempDirectory(
              folder,
              "bootferry-",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      return folder + " is not writable";
    }
    try {
      Native.load(own.toFile());
      return null;
    } catch (UnsatisfiedLinkError | ExceptionInInitializerError e) {
      return folder + ": " + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    } finally {
      remove(own);
    }
  }

  /** Once loaded, the file is needed no more. */
  private static void remove(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      System.getLogger(ZstdLibrary.class.getName())
          .log(System.Logger.Level.DEBUG, "could not remove " + folder, e);
    }
  }
}
