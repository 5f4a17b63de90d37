package dev.bootferry.testing.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.install.RunFolder;
import dev.bootferry.testing.sample.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code ./bootferry} in a checkout in which its user may write nothing. */
@Tag("system")
class CheckoutOfAnotherTest {
  private static final SystemCommandRunner COMMANDS = new SystemCommandRunner();

  /** What the script looks at, without the sources, so that nothing but this test makes it old. */
  private static final String COPY =
      """
      cp --parents -a bootferry pom.xml */pom.xml dist/build.sh dist/java.options dist/target \
        testing/machine/find-jdk.sh "$0"
      """;

  @Test
  void runsWhatIsCurrentAndSaysWhyNotElse() throws IOException {
    assertThat(new Bootferry(COMMANDS).attempt("--version").exit()).isZero();
    Path copy = RunFolder.create("checkout");
    var _ =
        COMMANDS.run(
            Command.of("sh", "-euc", COPY, copy.toString()).withDirectory(Checkout.root()));
    CommandResult current = version(copy);
    assertThat(current.exit()).as(current.errorTail()).isZero();
    assertThat(current.errorTail()).isEmpty();

    Files.delete(copy.resolve("dist/target/bootferry/classes.jsa"));
    CommandResult slower = version(copy);
    assertThat(slower.exit()).as(slower.errorTail()).isZero();
    assertThat(slower.text()).isEqualTo(current.text());

    Files.setLastModifiedTime(copy.resolve("core/pom.xml"), FileTime.from(Instant.now()));
    CommandResult old = version(copy);
    assertThat(old.exit()).isEqualTo(1);
    assertThat(old.errorTail())
        .contains("nobody may not build in " + copy, "BOOTFERRY_NO_BUILD=1")
        .doesNotContain("denied");
    assertThat(copy.resolve(".build")).doesNotExist();
  }

  private static CommandResult version(Path checkout) {
    return COMMANDS.attempt(
        Command.of(
            List.of(
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                "--",
                "env",
                "--unset=BOOTFERRY_NO_BUILD",
                checkout.resolve("bootferry").toString(),
                "--version")));
  }
}
