package dev.bootferry.bootloader.kargs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootferry.core.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CarriedArgumentsTest {
  static List<String> carried() {
    return GrubKargSamples.CARRIED;
  }

  @ParameterizedTest
  @MethodSource("carried")
  void letsPassWhatGrubCarries(String text) {
    assertThat(GrubWords.refusal(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '%',
      textBlock =
          """
          memmap=16M$0xE0000000 ~ $
          "x $y" ~ $
          a;b ~ ;
          a|b ~ |
          a&b ~ &
          a<b ~ <
          a>b ~ >
          a{b ~ {
          a}b ~ }
          it's ~ '
          "it's so" ~ '
          dyndbg="file a b" ~ "
          "a b"c ~ "
          "a" ~ "
          a"b"c ~ "
          a="" ~ "
          a\\b ~ \\
          a\\x41 ~ \\
          a\\ ~ \\
          "a \\b" ~ \\
          "a \\' b" ~ \\
          #a ~ #
          [[ ~ [[
          ]] ~ ]]
          /dev/sd* ~ *
          /dev/sd? ~ ?
          *x? ~ *
          "a\tb c" ~ 0x09
          """)
  void refusesWhatGrubChanges(String text, String culprit) {
    assertThatThrownBy(() -> CarriedArguments.demandGrubCarries(KernelArguments.of(List.of(text))))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code().id()).isEqualTo("karg-not-carriable");
              assertThat(e.problem().why()).contains("in " + text + " there is " + culprit + ":");
            });
  }

  @Test
  void namesEveryArgumentThatFails() {
    KernelArguments arguments = KernelArguments.of(List.of("quiet", "a;b", "c$d"));

    assertThatThrownBy(() -> CarriedArguments.demandGrubCarries(arguments))
        .hasMessageContaining("a;b")
        .hasMessageContaining("c$d");
  }

  @Test
  void refusesMoreThanTheKernelTakes() {
    KernelArguments arguments = KernelArguments.of(List.of("a=" + "ü".repeat(800)));

    assertThatThrownBy(() -> CarriedArguments.demandGrubCarries(arguments))
        .hasMessageContaining("kargs-too-long")
        .hasMessageContaining("1602 bytes");
  }

  @Test
  void titlesMayHoldParentheses() {
    assertThatCode(
            () -> CarriedArguments.demandGrubReadsTitle("Debian GNU/Linux 13 (trixie) (ostree:0)"))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Joe's OS", "A \"B\"", "A & B", "A; B", "A\\", "${A}"})
  void titlesThatBreakTheEntryAreRefused(String title) {
    assertThatThrownBy(() -> CarriedArguments.demandGrubReadsTitle(title))
        .hasMessageContaining("title-not-carriable");
  }
}
