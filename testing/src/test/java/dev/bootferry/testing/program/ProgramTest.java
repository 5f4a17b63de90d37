package dev.bootferry.testing.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.sample.Checkout;
import dev.bootferry.testing.sample.LocalRegistry;
import dev.bootferry.testing.sample.SampleImages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process: what no test inside the virtual machine can see. */
@Tag("system")
class ProgramTest {
  private static final SystemCommandRunner COMMANDS = new SystemCommandRunner();
  private static final String PROGRAM = Checkout.root().resolve("bootferry").toString();
  private static final String BASE = "docker://127.0.0.1:5000/sample/os:v1";

  @TempDir static Path folder;
  private static LocalRegistry registry;
  private static Path bundle;

  @BeforeAll
  static void mirror() {
    SampleImages images = new SampleImages(COMMANDS);
    Stream.of("os-v1", "app-v1", "tool-v1").forEach(images::layout);
    registry = LocalRegistry.start(COMMANDS, folder.resolve("registry"));
    registry.publish("v1");
    bundle = folder.resolve("site.tar");
    CommandResult made = program("mirror", "create", "--base", BASE, "--tls-verify=false", bundle);
    assertThat(made.exit()).as(made.errorTail()).isZero();
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @Test
  void standardOutputIsOneDocument() {
    JsonObject document =
        Json.readObject(program("mirror", "inspect", "--json", bundle).output(), "the output");
    assertThat(document.array("images")).hasSize(3);
    CommandResult verified = program("mirror", "verify", "--json", bundle);
    assertThat(verified.exit()).isZero();
    assertThat(Json.readObject(verified.output(), "the output").isTrue("sound")).isTrue();
    assertThat(verified.errorTail()).contains("verifying");
  }

  @Test
  void progressGoesWhereItIsAskedTo() throws IOException {
    Path file = folder.resolve("progress.json");
    CommandResult result =
        shell("exec \"$0\" mirror verify --progress-fd 7 \"$1\" 7>\"$2\"", bundle, file);
    assertThat(result.exit()).isZero();
    assertThat(result.errorTail()).isEmpty();
    List<JsonObject> lines =
        Files.readAllLines(file).stream()
            .map(line -> Json.readObject(line.getBytes(StandardCharsets.UTF_8), "a line"))
            .toList();
    assertThat(lines.getFirst().string("type")).contains("Start");
    assertThat(lines.getLast().isTrue("ended")).isTrue();
  }

  @Test
  void lostOutputIsAFailure() {
    CommandResult result = shell("exec \"$0\" mirror inspect \"$1\" >/dev/full", bundle);
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.errorTail()).contains("could not write to standard output", "[io-failed]");
  }

  @Test
  void aTerminalIsNeverOverrun() {
    String line = "stty cols 50; " + PROGRAM + " mirror verify " + bundle;
    CommandResult result =
        COMMANDS.run(
            Command.of("script", "-qec", line, "/dev/null")
                .withEnvironment(Map.of("TERM", "xterm")));
    String shown = result.text().replaceAll("\u001b\\[[0-9]*[A-Z]", "\n").replace("\r", "\n");
    // "verifying: ..." stays when the stage is over; "verifying  NN%..." is drawn only in a stage
    // that takes longer than the time between two draws, which a quick machine's does not.
    assertThat(shown.lines().filter(text -> text.startsWith("verifying")))
        .isNotEmpty()
        .allMatch(text -> text.length() < 50);
    assertThat(shown.lines()).anyMatch(text -> text.startsWith("verifying: "));
  }

  @Test
  void aSignalEndsItInOrder() {
    for (String signal : List.of("INT", "TERM", "HUP")) {
      Path output = folder.resolve("signal-" + signal + ".tar");
      // A shell without job control starts children that ignore SIGINT; 'env' takes that back.
      CommandResult result =
          shell(
              "env --default-signal=INT \"$0\" mirror create --base "
                  + BASE
                  + " --tls-verify=false \"$1\" & child=$!\n"
                  + "until [ -e \"$1.partial\" ] || ! kill -0 $child; do sleep 0.02; done\n"
                  + "kill -"
                  + signal
                  + " $child; wait $child",
              output);
      assertThat(result.exit()).as(signal + ": " + result.errorTail()).isEqualTo(130);
      assertThat(result.errorTail()).contains("[interrupted]").doesNotContain("\tat ");
      assertThat(output).doesNotExist();
    }
  }

  @Test
  void whatNeedsRootSaysSoAtOnce() {
    Stream.of(
            List.of("status"),
            List.of("rollback"),
            List.of("upgrade", "--from", "/nowhere.tar"),
            List.of("install", "to-disk", "--source", "/nowhere.tar", "/nowhere/disk.img"))
        .forEach(arguments -> {
          List<String> argv =
              Stream.concat(
                      Stream.of(
                          "setpriv",
                          "--reuid=65534",
                          "--regid=65534",
                          "--clear-groups",
                          "--",
                          PROGRAM),
                      arguments.stream())
                  .toList();
          CommandResult result =
              COMMANDS.attempt(Command.of(argv).withEnvironment(Map.of("BOOTFERRY_NO_BUILD", "1")));
          assertThat(result.exit()).isEqualTo(3);
          assertThat(result.errorTail()).contains("[not-root]");
        });
  }

  private static CommandResult program(Object... arguments) {
    return COMMANDS.attempt(
        Command.of(
            Stream.concat(Stream.of(PROGRAM), Stream.of(arguments).map(Object::toString))
                .toList()));
  }

  /** Runs a script; $0 is the program, $1 and on are the paths. */
  private static CommandResult shell(String script, Path... paths) {
    return COMMANDS.attempt(
        Command.of(
            Stream.concat(
                    Stream.of("sh", "-c", script, PROGRAM), Stream.of(paths).map(Path::toString))
                .toList()));
  }
}
