package dev.bootferry.testing.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.testing.sample.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The modules may use only those that docs/architecture.md names. */
class ModuleFileTest {
  private static final Pattern DEPENDENCY =
      Pattern.compile("<artifactId>bootferry-([a-z-]+)</artifactId></dependency>");

  private static final Map<String, Set<String>> MAY_USE =
      Map.of(
          "core", Set.of(),
          "linux", Set.of("core"),
          "images", Set.of("core", "linux"),
          "registry", Set.of("core", "images"),
          "mirror", Set.of("core", "images", "registry"),
          "partitioning", Set.of("core", "linux"),
          "bootloader", Set.of("core", "linux"),
          "deployment", Set.of("core", "linux", "images", "bootloader"),
          "installer",
              Set.of("core", "linux", "images", "partitioning", "bootloader", "deployment"));

  static Set<String> modules() {
    return MAY_USE.keySet();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void usesOnlyWhatItMay(String module) throws IOException {
    String file = Files.readString(Checkout.root().resolve(module).resolve("pom.xml"));
    Set<String> used =
        DEPENDENCY.matcher(file).results().map(match -> match.group(1)).collect(Collectors.toSet());
    assertThat(MAY_USE.get(module)).containsAll(used);
  }
}
