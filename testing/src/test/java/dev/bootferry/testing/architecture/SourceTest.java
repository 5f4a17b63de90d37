package dev.bootferry.testing.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.testing.sample.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can only be seen in the sources. */
class SourceTest {
  private static final int LONGEST = 500;

  @Test
  void noFileIsLong() throws IOException {
    assertThat(sources(path -> true))
        .allSatisfy(path -> assertThat(lines(path)).hasSizeLessThanOrEqualTo(LONGEST));
  }

  @Test
  void noTestWaitsByTheClock() throws IOException {
    // In two parts, or this file would find itself.
    String sleep = "Thread." + "sleep";
    assertThat(sources(path -> path.toString().contains("/src/test/")))
        .isNotEmpty()
        .allSatisfy(path -> assertThat(lines(path)).noneMatch(line -> line.contains(sleep)));
  }

  @Test
  void everyPackageRefusesNull() throws IOException {
    List<Path> packages =
        sources(path -> path.toString().contains("/src/main/")).stream()
            .map(Path::getParent)
            .distinct()
            .toList();
    assertThat(packages)
        .allSatisfy(folder ->
            assertThat(folder.resolve("package-info.java"))
                .content()
                .contains("@NullMarked", "/**"));
  }

  private static List<Path> sources(Predicate<Path> wanted) throws IOException {
    try (Stream<Path> modules = Files.list(Checkout.root())) {
      return modules
          .map(module -> module.resolve("src"))
          .filter(Files::isDirectory)
          .flatMap(SourceTest::javaFiles)
          .filter(wanted)
          .toList();
    }
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(path -> path.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Path path) {
    try {
      return Files.readAllLines(path);
    } catch (IOException e) {
      throw new UncheckedIOException(path.toString(), e);
    }
  }
}
