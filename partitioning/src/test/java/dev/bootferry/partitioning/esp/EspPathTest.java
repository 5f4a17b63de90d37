package dev.bootferry.partitioning.esp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EspPathTest {
  @Test
  void knowsTheFoldersAboveIt() {
    assertThat(new EspPath("EFI/BOOT/BOOTX64.EFI").folders())
        .containsExactly(new EspPath("EFI"), new EspPath("EFI/BOOT"));
    assertThat(new EspPath("a.cfg").folders()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/EFI",
        "EFI/",
        "EFI//x",
        "..",
        "EFI/../x",
        ".",
        "-x",
        "EFI/-x",
        "a*",
        "a?b",
        "[a]",
        "a b",
        "a:b",
        "a\\b",
        "x.",
        "ä"
      })
  void refusesWhatToolsWouldMisread(String path) {
    assertThatIllegalArgumentException().isThrownBy(() -> new EspPath(path));
    assertThat(EspPath.tryParse(path)).isEmpty();
  }
}
