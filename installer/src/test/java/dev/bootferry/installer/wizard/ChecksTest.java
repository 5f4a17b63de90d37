package dev.bootferry.installer.wizard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be typed. */
class ChecksTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "node-1", "node-1.example.org", "A9"})
  void hostNames(String name) {
    assertThat(Checks.hostName(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "a-", "a b", "a..b", "a.", "ä", "a_b", "a/b"})
  void noHostNames(String name) {
    assertThat(Checks.hostName(name)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.1/24",
        "10.0.0.1/8",
        "2001:db8::1/64",
        "::1/128",
        "fe80::1/10",
        "1:2:3:4:5:6:7:8/48",
        "::ffff:192.0.2.1/96"
      })
  void networks(String text) {
    assertThat(Checks.address(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "192.0.2.1",
        "192.0.2.256/24",
        "192.0.2.1/33",
        "192.0.2/24",
        "1:2:3/64",
        "1::2::3/64",
        ":::/64",
        "1:2:3:4:5:6:7:8:9/64",
        "::1/129",
        "g::1/64",
        "192.0.2.1/0",
        "01.2.3.4/8"
      })
  void noNetworks(String text) {
    assertThat(Checks.address(text)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"root", "Ada", "1a", "a b", "", "a:b"})
  void noUsers(String name) {
    assertThat(Checks.userName(name)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "none", "4G", "512M"})
  void sizesOrNone(String text) {
    assertThat(Checks.sizeOrNone(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "-1", "4 Gig", "1.5G"})
  void noSizes(String text) {
    assertThat(Checks.size(text)).isPresent();
  }
}
