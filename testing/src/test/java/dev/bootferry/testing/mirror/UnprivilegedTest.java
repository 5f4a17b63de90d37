package dev.bootferry.testing.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.install.RunFolder;
import dev.bootferry.testing.sample.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What mirrors needs no root; what changes machines says at once that it does. */
@Tag("system")
class UnprivilegedTest {
  private static final SystemCommandRunner COMMANDS = new SystemCommandRunner();

  /** The user nobody, who has no right to anything but to this folder. */
  private static final int NOBODY = 65534;

  private static BadImages images;
  private static Path folder;

  @BeforeAll
  static void push() throws IOException {
    images = new BadImages(RunFolder.create("inputs"));
    folder = RunFolder.create("nobody");
    Files.setAttribute(folder, "unix:uid", NOBODY);
  }

  @AfterAll
  static void stop() throws IOException {
    images.close();
  }

  @Test
  void aBundleIsMadeShownAndVerifiedAsAnybody() throws IOException {
    for (String name : List.of("site.tar", "site/")) {
      Path bundle = folder.resolve(name);
      String output = folder + "/" + name;
      List<String> source = List.of("--tls-verify=false", "--base=docker://" + images.good());
      succeeds("mirror", "create", source.getFirst(), source.getLast(), output);
      assertThat(Files.getAttribute(bundle, "unix:uid")).isEqualTo(NOBODY);
      assertThat(succeeds("mirror", "inspect", output)).contains(images.good());
      assertThat(succeeds("mirror", "verify", "--json", output)).contains("\"sound\"", "true");
      // From a bundle to a bundle, as from stick to stick.
      succeeds("mirror", "create", "--base=" + bundle, "--force", folder.resolve("copy.tar") + "");
    }
    assertThat(Files.readAllBytes(folder.resolve("copy.tar")))
        .isEqualTo(Files.readAllBytes(folder.resolve("site.tar")));
  }

  @Test
  void theOutputOfAnotherIsRefused() throws IOException {
    Path other = RunFolder.create("others");
    CommandResult result =
        nobody(
            "mirror",
            "create",
            "--tls-verify=false",
            "--base=docker://" + images.good(),
            other.resolve("site.tar").toString());
    assertThat(result.exit()).as(result.errorTail()).isEqualTo(1);
    assertThat(result.errorTail()).contains("because: ", "ermission").doesNotContain("\tat ");
    assertThat(other).isEmptyDirectory();
  }

  @Test
  void installAndUpgradeSayAtOnceThatTheyNeedRoot() throws IOException {
    Path bundle = RunFolder.create("bundle").resolve("site.tar");
    Files.write(bundle, images.bundle());
    Path disk = Files.writeString(folder.resolve("disk.img"), "precious");
    List<List<String>> commands =
        List.of(
            List.of("install", "to-disk", "--yes", "--source=" + bundle, disk.toString()),
            List.of("install", "to-disk", "--dry-run", "--source=" + bundle, disk.toString()),
            List.of("upgrade", "--from", bundle.toString()));
    for (List<String> command : commands) {
      CommandResult result = nobody(command.toArray(String[]::new));
      assertThat(result.exit()).as(result.errorTail()).isEqualTo(3);
      assertThat(result.errorTail()).contains("[not-root]").doesNotContain("verifying");
      assertThat(result.output()).isEmpty();
    }
    assertThat(disk).hasContent("precious");
  }

  private static String succeeds(String... arguments) {
    CommandResult result = nobody(arguments);
    assertThat(result.exit()).as(result.errorTail()).isZero();
    return result.text();
  }

  /** The checkout belongs to root, who has built it when the images were made. */
  private static CommandResult nobody(String... arguments) {
    List<String> argv =
        new ArrayList<>(
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--"));
    argv.add(Checkout.root().resolve("bootferry").toString());
    argv.addAll(List.of(arguments));
    return COMMANDS.attempt(Command.of(argv).withEnvironment(Map.of("HOME", folder.toString())));
  }
}
