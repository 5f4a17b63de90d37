package dev.bootferry.installer.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunJournalTest {
  @TempDir Path folder;

  @Test
  void tellsWhereARunWasStopped() throws IOException {
    RunJournal journal = new RunJournal(folder.resolve("run/disk.json"));
    assertThat(journal.stopped()).isEmpty();
    journal.enter("os:v1", "deploy");
    journal.enter("os:v1", "write the boot loader");
    assertThat(journal.stopped().orElseThrow().text())
        .isEqualTo(
            "an earlier installation of os:v1 here was stopped at the step \"write the boot"
                + " loader\"; beginning again");
    journal.end();
    assertThat(journal.stopped()).isEmpty();
  }

  @Test
  void aDamagedOneTellsNothing() throws IOException {
    RunJournal journal = new RunJournal(Files.writeString(folder.resolve("a.json"), "{\"ima"));
    assertThat(journal.stopped()).isEmpty();
  }
}
