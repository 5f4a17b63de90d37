package dev.bootferry.installer.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.installer.InstallerProblem;
import dev.bootferry.installer.configuration.InstallFile.Base;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstallConfigurationReaderTest {
  @Test
  void aLaterFolderShadowsAFileOfTheSameName() {
    InstallConfiguration configuration =
        read(
            new InstallFile(Base.RUN, "10-a.toml", "[install]\nkargs = [\"run\"]"),
            new InstallFile(Base.USR_LIB, "10-a.toml", "[install]\nkargs = [\"usr\"]"),
            new InstallFile(Base.ETC, "00-first.toml", "[install]\nkargs = [\"first\"]"));

    assertThat(configuration.kargs()).containsExactly("first", "run");
  }

  @Test
  void laterScalarsWinAndTheFileSystemTableWinsOverTheOldKey() {
    InstallConfiguration configuration =
        read(
            file("10.toml", "[install]\nroot-fs-type = \"xfs\"\nstateroot = \"one\""),
            file("20.toml", "[install.filesystem.root]\ntype = \"btrfs\""),
            file("30.toml", "[install]\nroot-fs-type = \"ext4\"\nstateroot = \"two\""));

    assertThat(configuration.rootFileSystem()).contains("btrfs");
    assertThat(configuration.stateroot()).contains("two");
    assertThat(configuration.block()).containsExactly("direct");
  }

  @Test
  void filesOfOtherArchitecturesAreLeftOut() {
    InstallConfiguration configuration =
        read(
            file("10.toml", "[install]\nmatch-architectures = [\"aarch64\"]\nkargs = [\"arm\"]"),
            file("20.toml", "[install]\nmatch-architectures = [\"x86_64\"]\nkargs = [\"pc\"]"));

    assertThat(configuration.kargs()).containsExactly("pc");
  }

  @Test
  void pairsForAllButTheDefaultEntryAreSplit() {
    InstallConfiguration configuration =
        read(file("10.toml", "[install.ostree]\nbls-append-except-default = \"a=1;b=x=y\""));

    assertThat(configuration.blsAppendExceptDefault())
        .containsOnly(
            org.assertj.core.api.Assertions.entry("a", "1"),
            org.assertj.core.api.Assertions.entry("b", "x=y"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[install]~kargs = 'quiet'|2|install.kargs",
        "[install]~~karg = ['quiet']|3|install.karg",
        "[instal]~kargs = ['quiet']|1|instal",
        "[install.filesystem.root]~type = 4|2|install.filesystem.root.type",
        "[install]~stateroot = true|2|install.stateroot",
      },
      quoteCharacter = '"')
  void wrongFilesAreNamedWithLineAndKey(String text, int line, String key) {
    assertThatThrownBy(() -> read(file("bad.toml", text.replace('~', '\n'))))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo(InstallerProblem.INSTALL_CONFIG_INVALID);
              assertThat(e.problem().what())
                  .contains("/usr/lib/bootc/install/bad.toml, line " + line + ": " + key);
            });
  }

  private static InstallFile file(String name, String text) {
    return new InstallFile(Base.USR_LIB, name, text);
  }

  private static InstallConfiguration read(InstallFile... files) {
    return InstallConfigurationReader.read(List.of(files), "x86_64");
  }
}
