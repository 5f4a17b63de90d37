package dev.bootferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.problem.ExitCode;
import org.junit.jupiter.api.Test;

class ConfigCommandsTest extends CommandLineTestCase {
  @Test
  void aFileThatIsRightIsCalledSo() {
    useCases.config = "version = 1\ndisk.path = \"/dev/vdb\"\n";
    Run run = execute("config check install.toml");
    assertThat(run).isEqualTo(new Run(ExitCode.DONE, "install.toml is right\n", ""));
    assertThat(execute("config check --json install.toml").out())
        .isEqualTo(
            """
            {
              "file": "install.toml",
              "valid": true,
              "problems": []
            }
            """);
  }

  @Test
  void allMistakesAreTold() {
    useCases.config = "version = 1\ndisk.pth = \"/dev/vdb\"\nafter = \"rebot\"\n";
    Run run = execute("config check install.toml");
    assertThat(run.exit()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("because: line 2: disk.pth: there is no such key here; did you mean 'path'?\n")
        .contains("\n    line 3: after: it must be one of nothing, reboot, power-off")
        .contains("[configuration-invalid]");
    assertThat(execute("config check --json install.toml").out())
        .contains("\"valid\": false", "\"line\": 3", "\"key\": \"after\"");
  }

  @Test
  void theSchemaIsPrinted() {
    assertThat(execute("config schema").out()).contains("2020-12", "\"passphrase-file\"");
  }

  @Test
  void installingWithNothingSaidTellsWhatIsMissing() {
    root = false;
    Run run = execute("install");
    assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("nothing else says what to install and where", "--config");
  }

  @Test
  void aWrongFileInstallsNothing() {
    useCases.config = "version = 1\n";
    Run run = execute("install --config install.toml");
    assertThat(run.exit()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err()).contains("line 1: disk: it is missing");
  }
}
