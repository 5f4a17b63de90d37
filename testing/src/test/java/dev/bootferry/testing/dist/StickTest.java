package dev.bootferry.testing.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.sample.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The copy for machines without Java, on a FAT stick that is mounted noexec. */
@Tag("system")
class StickTest {
  private static final SystemCommandRunner COMMANDS = new SystemCommandRunner();

  @TempDir static Path folder;
  private static Path stick;
  private static Path mounted;
  private static Path temporary;

  /** FAT keeps neither permissions nor times; the kernel here has no vfat, mtools does. */
  @BeforeAll
  static void copyThroughFatToNoexec() throws IOException {
    stick = folder.resolve("made/bootferry");
    Path image = folder.resolve("stick.img");
    mounted = Files.createDirectory(folder.resolve("mounted"));
    temporary = Files.createDirectory(folder.resolve("temporary"));
    run(Checkout.root().resolve("dist/make-stick.sh"), stick);
    run("mkfs.vfat", "-C", image, "160000");
    run("mcopy", "-s", "-i", image, stick, "::");
    run("mount", "-t", "tmpfs", "-o", "noexec,nosuid,nodev,size=200m", "stick", mounted);
    run("mcopy", "-s", "-n", "-i", image, "::bootferry", mounted);
    run("chmod", "-R", "a+rX", folder);
    run("chmod", "1777", temporary);
  }

  @AfterAll
  static void unmount() {
    CommandResult _ = COMMANDS.attempt(Command.of("umount", mounted.toString()));
  }

  @Test
  void fatHoldsItWhole() throws IOException {
    try (Stream<Path> files = Files.walk(stick)) {
      List<String> names = files.map(path -> stick.relativize(path).toString()).toList();
      assertThat(names).noneMatch(name -> Files.isSymbolicLink(stick.resolve(name)));
      assertThat(names.stream().map(name -> name.toLowerCase(Locale.ROOT))).doesNotHaveDuplicates();
    }
    run("diff", "-r", stick, mounted.resolve("bootferry"));
  }

  @Test
  void runsFromANoexecMount() {
    CommandResult version = stick(List.of(), "--version");
    assertThat(version.text()).startsWith("bootferry ");
    assertThat(version.exit()).isZero();
    assertCopyRemoved();
  }

  @Test
  void passesOnTheExitStatus() {
    CommandResult wrong = stick(List.of(), "mirror", "inspect", "--json");
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.text()).contains("\"code\": \"usage\"");
    assertThat(wrong.errorTail()).startsWith("bootferry: could not ");
    assertCopyRemoved();
  }

  @Test
  void runsForOthersThanRoot() {
    List<String> nobody =
        List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--");
    assertThat(stick(nobody, "--version").text()).startsWith("bootferry ");
    assertCopyRemoved();
  }

  @Test
  void removesTheCopyWhateverKillsIt() {
    for (String signal : List.of("TERM", "INT", "HUP", "KILL")) {
      for (String seconds : List.of("0.1", "0.4", "0.8")) {
        CommandResult killed =
            stick(
                List.of("timeout", "--foreground", "--preserve-status", "-s", signal, seconds),
                "mirror",
                "verify",
                "/dev/zero");
        assertThat(killed.exit()).as(signal + " after " + seconds).isNotZero();
        assertCopyRemoved();
      }
    }
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    Path broken = Files.createDirectory(folder.resolve("broken"));
    Files.copy(stick.resolve("run"), broken.resolve("run"));
    CommandResult result =
        COMMANDS.attempt(Command.of("sh", broken.resolve("run").toString(), "--version"));
    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.errorTail()).contains("java.options is missing", "fix: ");
  }

  private static CommandResult stick(List<String> prefix, String... arguments) {
    List<String> argv =
        Stream.of(
                Stream.of("env", "XDG_RUNTIME_DIR=" + temporary),
                prefix.stream(),
                Stream.of("sh", mounted.resolve("bootferry/run").toString()),
                Stream.of(arguments))
            .flatMap(part -> part)
            .toList();
    return COMMANDS.attempt(Command.of(argv));
  }

  /** It is removed by a process of its own, which is given ten seconds. */
  private static void assertCopyRemoved() {
    run(
        "timeout",
        "10",
        "sh",
        "-c",
        "until rmdir \"$1\" 2>/dev/null && mkdir -m 1777 \"$1\"; do sleep 0.1; done",
        "sh",
        temporary);
  }

  private static void run(Object... words) {
    CommandResult _ = COMMANDS.run(Command.of(Stream.of(words).map(Object::toString).toList()));
  }
}
