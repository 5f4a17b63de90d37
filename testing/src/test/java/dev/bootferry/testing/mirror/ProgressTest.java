package dev.bootferry.testing.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.testing.install.RunFolder;
import dev.bootferry.testing.mirror.PackedLayer.Packing;
import dev.bootferry.testing.mirror.Tricks.Hold;
import dev.bootferry.testing.sample.Checkout;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code mirror create} shows while it copies; the registry holds the rest meanwhile. */
@Tag("system")
@Timeout(60)
class ProgressTest {
  private static final int SIZE = 1_000_000;

  /** As on a terminal: how much of it, of how much, how fast, and how long it will take. */
  private static final Pattern LIVE =
      Pattern.compile("copying blobs +\\d+%  [0-9.]+ KiB of [0-9.]+ KiB  [0-9.]+ .?i?B/s  .* left");

  private static Path folder;
  private static PrivateRegistry registry;
  private static Middleman middleman;
  private static String base;
  private static String layer;

  @BeforeAll
  static void push() throws IOException {
    folder = RunFolder.create("progress");
    registry = PrivateRegistry.start(folder);
    middleman = new Middleman(registry.host());
    OciImage image =
        OciImage.of(Packing.GZIP, SmallBase.system().bytes(), SmallBase.random(SIZE, 1))
            .withLabels(SmallBase.LABELS);
    layer = image.layers().getLast().descriptor().digest().toString();
    Skopeo.copy(
        "dir:" + image.write(folder.resolve("image")), "docker://" + registry.host() + "/os:v1");
    base = "docker://" + middleman.host() + "/os:v1";
  }

  @AfterAll
  static void stop() throws IOException {
    middleman.close();
    registry.close();
  }

  @Test
  void aTerminalShowsBytesAndRateAndTimeLeft() throws Exception {
    String shown = run("stty cols 100; exec " + command("terminal.tar"), true);
    assertThat(shown).containsPattern(LIVE).contains("\r\u001b[J");
  }

  @Test
  void elsewhereLinesArePlain() throws Exception {
    String shown = run("exec " + command("plain.tar"), false);
    assertThat(shown).doesNotContain("\u001b", "\r");
    assertThat(shown.lines())
        .anyMatch(line -> line.matches("copying blobs: [0-9]+%, .* of .*, .*/s.*"))
        .anyMatch(line -> line.matches("copying blobs: [0-9.]+ KiB in [0-9.]+ s, .*/s"));
  }

  private static String command(String output) {
    return Checkout.root().resolve("bootferry")
        + " mirror create --tls-verify=false --base "
        + base
        + " "
        + folder.resolve(output);
  }

  /** Lets the rest of the layer come when progress has been shown; gives all that was shown. */
  private static String run(String line, boolean terminal) throws Exception {
    Hold hold = new Hold(SIZE * 3 / 4);
    middleman.on(layer, hold);
    List<String> argv =
        terminal
            ? List.of("script", "-qefc", line, "/dev/null")
            : List.of("sh", "-c", line + " 2>&1");
    ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
    builder.environment().put("TERM", "xterm");
    Process process = builder.start();
    StringBuilder shown = new StringBuilder();
    try (Reader reader = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
      char[] buffer = new char[4096];
      for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
        shown.append(buffer, 0, read);
        if (terminal ? LIVE.matcher(shown).find() : shown.indexOf("%, ") >= 0) {
          hold.letGo();
        }
      }
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(shown.toString()).isZero();
      return shown.toString();
    } finally {
      hold.letGo();
      process.destroyForcibly();
    }
  }
}
