package dev.bootferry.installer.unattended;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.installer.form.Finding;
import dev.bootferry.installer.form.FormMessage;
import dev.bootferry.installer.form.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every wrong configuration is told wholly: each mistake once, with its line, key and remedy. */
class WrongConfigurationTest {
  static Stream<Cases> wrong() {
    return Cases.of("wrong-configurations.txt");
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void everyMistakeIsTold(Cases wrong) {
    ConfigReading reading = ConfigReader.read(wrong.text(), "install.toml", new Nearby());
    assertThat(reading.findings().stream().map(WrongConfigurationTest::line))
        .containsExactlyElementsOf(wrong.said());
    assertThat(wrong.said()).isNotEmpty();
  }

  private static String line(Finding finding) {
    return finding.line() + ": " + finding.key() + ": " + finding.words();
  }

  @Test
  void thereAreManyAndEveryMessageIsAmongThem() {
    List<Cases> all = wrong().toList();
    assertThat(all).hasSizeGreaterThanOrEqualTo(200).doesNotHaveDuplicates();
    Set<Message> seen = new HashSet<>();
    all.forEach(c ->
        ConfigReader.read(c.text(), "install.toml", new Nearby())
            .findings()
            .forEach(f -> seen.add(f.message())));
    List<Message> possible = new ArrayList<>(List.of(ConfigMessage.values()));
    possible.addAll(List.of(FormMessage.values()));
    assertThat(seen).containsExactlyInAnyOrderElementsOf(possible);
  }
}
