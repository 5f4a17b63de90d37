package dev.bootferry.testing.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use what. */
class DependencyTest {
  @Test
  void everyModuleIsLookedAt() {
    assertThat(ProductClasses.ALL.stream().map(JavaClass::getPackageName))
        .contains(
            "dev.bootferry.core",
            "dev.bootferry.linux",
            "dev.bootferry.images",
            "dev.bootferry.registry",
            "dev.bootferry.mirror",
            "dev.bootferry.partitioning",
            "dev.bootferry.bootloader",
            "dev.bootferry.deployment",
            "dev.bootferry.installer",
            "dev.bootferry.cli");
  }

  @Test
  void thePackageGraphHasNoCircle() {
    slices().matching("dev.bootferry.(**)").should().beFreeOfCycles().check(ProductClasses.ALL);
  }

  @ParameterizedTest
  @CsvSource({
    "java.lang.foreign.., dev.bootferry.linux..",
    "java.net.http.., dev.bootferry.registry..",
    "com.fasterxml.jackson.., dev.bootferry.core.data..",
    "org.tomlj.., dev.bootferry.core.data..",
    "picocli.., dev.bootferry.cli..",
    "org.jline.., dev.bootferry.cli..",
    "org.bouncycastle.., dev.bootferry.images.trust..",
  })
  void aLibraryHasOneHome(String library, String home) {
    noClasses()
        .that()
        .resideOutsideOfPackage(home)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .allowEmptyShould(true)
        .check(ProductClasses.ALL);
  }

  /** Installing and upgrading never need a network, and cannot have one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "core",
        "linux",
        "images",
        "partitioning",
        "bootloader",
        "deployment",
        "installer"
      })
  void offlineModulesCannotSeeTheNetwork(String module) {
    noClasses()
        .that()
        .resideInAPackage("dev.bootferry." + module + "..")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "open connections",
                (JavaClass used) ->
                    used.getPackageName().startsWith("dev.bootferry.registry")
                        || used.getPackageName().startsWith("dev.bootferry.mirror")
                        || opensConnections(used)))
        .check(ProductClasses.ALL);
  }

  private static boolean opensConnections(JavaClass used) {
    return used.getPackageName().startsWith("java.net.http")
        || Set.of(
                "java.net.Socket",
                "java.net.ServerSocket",
                "java.net.DatagramSocket",
                "java.net.InetAddress",
                "java.net.InetSocketAddress",
                "java.net.URL",
                "java.net.URLConnection",
                "java.net.HttpURLConnection",
                "java.nio.channels.SocketChannel",
                "java.nio.channels.ServerSocketChannel")
            .contains(used.getName());
  }
}
