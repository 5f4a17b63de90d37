package dev.bootferry.installer.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.core.progress.Progress;
import dev.bootferry.linux.process.SystemCommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptRunTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final List<String> notes = new CopyOnWriteArrayList<>();
  private final Progress progress =
      new Progress() {
        @Override
        public Stage stage(String name, long totalBytes) {
          return Stage.NONE;
        }

        @Override
        public void note(String message) {
          notes.add(message);
        }
      };

  @TempDir private Path folder;

  private void run(String text, Duration limit) throws IOException {
    Path script = Files.writeString(folder.resolve("script"), text);
    new ScriptRun(new SystemCommandRunner(), progress)
        .run("the script", script, Map.of("BOOTFERRY_TARGET", "/dev/sdx"), limit);
  }

  @Test
  void whatItPrintsIsNoted() throws IOException {
    run("#!/bin/sh\necho one $BOOTFERRY_TARGET\necho two >&2\n", LIMIT);
    assertThat(notes).endsWith("  one /dev/sdx", "  two");
  }

  @Test
  void withoutAnInterpreterTheShellRunsIt() throws IOException {
    run("echo plain\n", LIMIT);
    assertThat(notes).endsWith("  plain");
  }

  @Test
  void anotherInterpreterIsTaken() throws IOException {
    run("#!/usr/bin/awk -f\nBEGIN { print \"by awk\" }\n", LIMIT);
    assertThat(notes).endsWith("  by awk");
  }

  @Test
  void failureIsAnErrorAndWhatWasPrintedIsKept() {
    assertThatThrownBy(() -> run("echo before\nexit 7\n", LIMIT))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("script-failed")
        .hasMessageContaining("7");
    assertThat(notes).endsWith("  before");
  }

  @Test
  void timeIsLimited() {
    assertThatThrownBy(() -> run("echo begun\nexec sleep 600\n", Duration.ofMillis(500)))
        .hasMessageContaining("script-failed");
    assertThat(notes).endsWith("  begun");
  }
}
