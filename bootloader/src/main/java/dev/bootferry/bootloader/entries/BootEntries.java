package dev.bootferry.bootloader.entries;

import dev.bootferry.bootloader.BootloaderProblem;
import dev.bootferry.core.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads the folder of boot entries, as libostree does. */
public final class BootEntries {
  /** An entry has a few hundred bytes; what is larger is none. */
  private static final int SIZE_LIMIT = 64 << 10;

  /** Versions are numbers: 10 is above 9. */
  private static final Comparator<String> BY_NUMBER =
      Comparator.comparingInt((String version) -> withoutZeros(version).length())
          .thenComparing(BootEntries::withoutZeros);

  private BootEntries() {}

  /**
   * The entries, the default one first: by {@code version} downwards, which libostree counts.
   *
   * @param boot the physical {@code /boot}, whose link {@code loader} names the current half
   * @return empty when there is none yet
   * @throws dev.bootferry.core.problem.ProblemException {@code boot-entry-invalid}, naming the file
   */
  public static List<BootEntry> read(Path boot) {
    Path folder = boot.resolve("loader/entries");
    List<BootEntry> entries = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "ostree-*.conf")) {
      for (Path file : files) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          entries.add(BootEntry.parse(String.valueOf(file.getFileName()), text(file)));
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
    entries.sort(
        Comparator.comparing(BootEntry::version, BY_NUMBER)
            .thenComparing(BootEntry::fileName)
            .reversed());
    return List.copyOf(entries);
  }

  private static String withoutZeros(String version) {
    return version.replaceFirst("^0+(?=.)", "");
  }

  private static String text(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(SIZE_LIMIT + 1);
      if (content.length > SIZE_LIMIT) {
        throw new IOException("it has more than " + SIZE_LIMIT + " bytes");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static RuntimeException unreadable(Path file, IOException cause) {
    return new Problem(
            BootloaderProblem.BOOT_ENTRY_INVALID,
            "read " + file,
            String.valueOf(cause.getMessage()),
            "Boot entries are written by ostree: let it write them anew (ostree admin deploy).")
        .exception(cause);
  }
}
