package dev.bootferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.installer.undo.UndoPlace;
import dev.bootferry.installer.undo.UndoPlan;
import dev.bootferry.partitioning.target.TargetKind;
import dev.bootferry.partitioning.target.TargetReport;
import dev.bootferry.partitioning.undo.SaveLabel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InstallUndoTest extends CommandLineTestCase {
  @BeforeEach
  void saved() {
    Path path = Path.of("/srv/disk.img");
    TargetReport target =
        new TargetReport(
            path,
            path,
            TargetKind.FILE,
            512,
            512,
            false,
            List.of(),
            false,
            false,
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of(),
            "",
            0);
    useCases.undo =
        new UndoPlan(
            target,
            UndoPlace.of(target),
            SaveLabel.of("file " + path, 512, List.of("a GPT \u001b[2J"), Instant.EPOCH));
  }

  @Test
  void putsBackAndSaysWhat() {
    Run run = execute("install undo --yes /srv/disk.img");
    assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(useCases.done).containsExactly("undo /srv/disk.img");
    assertThat(run.out())
        .startsWith("Put back on /srv/disk.img, as of 1970-01-01T00:00:00Z\n  a GPT ")
        .doesNotContain("\u001b");
  }

  @Test
  void withoutATerminalNothingIsDone() {
    Run run = execute("install undo /srv/disk.img");
    assertThat(run.exit()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err()).contains("[not-confirmed]");
    assertThat(useCases.done).isEmpty();
  }
}
