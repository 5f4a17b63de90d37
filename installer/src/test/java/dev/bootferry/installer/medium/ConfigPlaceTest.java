package dev.bootferry.installer.medium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigPlaceTest {
  @Test
  void usuallyItIsOnTheVolumeOfThatName() {
    assertThat(ConfigPlace.of("quiet root=/dev/sda bootferry.configs=/x\n"))
        .isEqualTo(ConfigPlace.USUAL)
        .hasToString("/install.toml on the volume LABEL=BOOTFERRY");
  }

  @ParameterizedTest
  @CsvSource({
    "bootferry.config=/etc/a.toml, /etc/a.toml",
    "bootferry.config=LABEL=SITE:/b/till.toml, /b/till.toml on the volume LABEL=SITE",
    "bootferry.config=UUID=1a2b-3c:/c.toml, /c.toml on the volume UUID=1a2b-3c",
    "bootferry.config=/a bootferry.config=/b, /b"
  })
  void theKernelArgumentSaysWhere(String argument, String place) {
    assertThat(ConfigPlace.of("quiet " + argument + " ro\n")).hasToString(place);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.toml", "SITE:/a.toml", "LABEL=:/a", "LABEL=A:a", "/../etc/x"})
  void whatIsNoPlaceIsRefused(String text) {
    assertThatThrownBy(() -> ConfigPlace.of("bootferry.config=" + text))
        .hasMessageContaining("configuration-place-invalid");
  }
}
