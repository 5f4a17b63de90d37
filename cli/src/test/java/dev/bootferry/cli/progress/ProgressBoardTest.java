package dev.bootferry.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.progress.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressBoardTest {
  private static final long MIB = 1 << 20;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private long nanos;
  private int columns = 80;

  @Test
  void aLogGetsALineEveryTenPercent() {
    ProgressBoard board = board(new PlainRenderer(out));
    Progress.Stage stage = board.stage("copying", 100 * MIB);
    for (int i = 0; i < 100; i++) {
      stage.moved(MIB);
      after(0.1);
      board.draw();
    }
    stage.close();
    List<String> lines = lines();
    assertThat(lines).hasSize(12);
    assertThat(lines.getFirst()).isEqualTo("copying: 100.0 MiB");
    assertThat(lines.get(5)).isEqualTo("copying: 50%, 50.0 MiB of 100.0 MiB, 10.0 MiB/s, 5 s left");
    assertThat(lines.getLast()).isEqualTo("copying: 100.0 MiB in 10 s, 10.0 MiB/s");
  }

  @Test
  void aLogGetsALineEveryTenSecondsOfSlowWork() {
    ProgressBoard board = board(new PlainRenderer(out));
    board.stage("waiting", Progress.UNKNOWN);
    for (int i = 0; i < 25; i++) {
      after(1);
      board.draw();
    }
    assertThat(lines()).containsExactly("waiting", "waiting: 10 s", "waiting: 20 s");
  }

  @Test
  void whatEndsEarlyIsNotCalledWhole() {
    ProgressBoard board = board(new PlainRenderer(out));
    Progress.Stage stage = board.stage("copying", 100 * MIB);
    stage.moved(MIB);
    after(2);
    stage.close();
    assertThat(lines().getLast())
        .isEqualTo("copying: stopped at 1.0 MiB of 100.0 MiB in 2.0 s, 512.0 KiB/s");
  }

  @Test
  void aTerminalIsDrawnOver() {
    ProgressBoard board = board(new TerminalRenderer(out, () -> columns));
    Progress.Stage one = board.stage("one", 4 * MIB);
    Progress.Stage two = board.stage("two", Progress.UNKNOWN);
    one.moved(MIB);
    after(2);
    board.draw();
    assertThat(text()).isEqualTo("one   25%  1.0 MiB of 4.0 MiB  512.0 KiB/s  6 s left\ntwo  2 s");
    board.draw();
    assertThat(text())
        .isEqualTo(
            "\r\u001b[1A\u001b[Jone   25%  1.0 MiB of 4.0 MiB  512.0 KiB/s  6 s left\ntwo  2 s");
    board.note("a line that stays");
    assertThat(text())
        .startsWith("\r\u001b[1A\u001b[Ja line that stays\none   25%")
        .endsWith("\ntwo  2 s");
    one.moved(3 * MIB);
    one.close();
    assertThat(text()).isEqualTo("\r\u001b[1A\u001b[Jone: 4.0 MiB in 2.0 s, 2.0 MiB/s\ntwo  2 s");
    two.close();
    assertThat(text()).isEqualTo("\r\u001b[Jtwo: 2.0 s\n");
    board.close();
    assertThat(text()).isEmpty();
  }

  @Test
  void noLineIsWiderThanTheTerminal() {
    ProgressBoard board = board(new TerminalRenderer(out, () -> columns));
    Progress.Stage stage =
        board.stage("copying sha256:0123456789abcdef of quay.io/some/where/image:latest", 4 * MIB);
    stage.moved(MIB);
    after(2);
    for (columns = 200; columns > 20; columns--) {
      board.draw();
      String drawn = text().replaceAll("\u001b\\[[0-9]*[A-Z]|\r", "");
      assertThat(drawn.lines()).allMatch(line -> line.length() < columns);
      assertThat(drawn).contains("25%").startsWith("cop");
    }
  }

  @Test
  void onlySomeOfManyStagesAreShown() {
    ProgressBoard board = board(new TerminalRenderer(out, () -> columns));
    for (int i = 0; i < 20; i++) {
      board.stage("stage " + i, MIB);
    }
    after(1);
    board.draw();
    assertThat(lines()).hasSize(7).last().isEqualTo("and 14 more");
  }

  @Test
  void programsGetJsonLines() {
    ProgressBoard board = board(new JsonRenderer(out));
    Progress.Stage stage = board.stage("copying", 4 * MIB);
    board.draw();
    stage.moved(MIB);
    after(1);
    board.draw();
    board.draw();
    board.note("a note");
    stage.close();
    List<JsonObject> objects =
        lines().stream()
            .map(line -> Json.readObject(line.getBytes(StandardCharsets.UTF_8), "a line"))
            .toList();
    assertThat(objects.stream().map(o -> o.string("type").orElseThrow()))
        .containsExactly("Start", "ProgressBytes", "ProgressBytes", "Note", "ProgressBytes");
    assertThat(objects.get(2).number("bytes")).contains(MIB);
    assertThat(objects.get(2).number("bytesTotal")).contains(4 * MIB);
    assertThat(objects.getLast().isTrue("ended")).isTrue();
  }

  @Test
  void namesCannotSteerTheTerminal() {
    ProgressBoard board = board(new PlainRenderer(out));
    board.stage("a\u001b[2Jb\nc", Progress.UNKNOWN);
    assertThat(text()).isEqualTo("a\\x1b[2Jb c\n");
  }

  @Test
  void theRateFollowsAChangeWithinSeconds() {
    Rate rate = new Rate(0);
    long moved = 0;
    for (int tenth = 1; tenth <= 100; tenth++) {
      moved += MIB;
      rate.sample(moved, tenth * 100_000_000L);
    }
    assertThat(rate.bytesPerSecond()).isBetween(9.99 * MIB, 10.01 * MIB);
    for (int tenth = 101; tenth <= 200; tenth++) {
      rate.sample(moved, tenth * 100_000_000L);
    }
    assertThat(rate.bytesPerSecond()).isBetween(0.5 * MIB, 2.0 * MIB);
  }

  @Test
  void nothingIsShownAfterTheEnd() {
    ProgressBoard board = board(new PlainRenderer(out));
    Progress.Stage stage = board.stage("late", MIB);
    board.close();
    String before = text();
    stage.moved(1);
    stage.close();
    board.note("too late");
    board.draw();
    board.stage("another", 1).close();
    assertThat(before).isNotEmpty();
    assertThat(text()).isEmpty();
  }

  private ProgressBoard board(ProgressRenderer renderer) {
    return new ProgressBoard(renderer, () -> nanos, false);
  }

  private void after(double seconds) {
    nanos += (long) (seconds * 1e9);
  }

  /** What was written since the last call. */
  private String text() {
    String text = bytes.toString(StandardCharsets.UTF_8);
    bytes.reset();
    return text;
  }

  private List<String> lines() {
    return text().lines().toList();
  }
}
