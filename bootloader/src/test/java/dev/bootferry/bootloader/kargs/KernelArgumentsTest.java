package dev.bootferry.bootloader.kargs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelArgumentsTest {
  @Test
  void splitsAtWhiteSpaceButNotInQuotes() {
    KernelArguments parsed =
        KernelArguments.parse("  quiet\t\"dyndbg=file a  b\" x=\"1 2\"3  console=tty0\n");

    assertThat(parsed.list())
        .extracting(KernelArgument::text)
        .containsExactly("quiet", "\"dyndbg=file a  b\"", "x=\"1 2\"3", "console=tty0");
    assertThat(parsed).hasToString("quiet \"dyndbg=file a  b\" x=\"1 2\"3 console=tty0");
  }

  @Test
  void keyAndValueAreWithoutQuotes() {
    KernelArgument quoted = new KernelArgument("\"dyndbg=file a=b\"");

    assertThat(quoted.key()).isEqualTo("dyndbg");
    assertThat(quoted.value()).contains("file a=b");
    assertThat(new KernelArgument("quiet").value()).isEmpty();
    assertThat(new KernelArgument("a=").value()).contains("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", " a", "a ", "a\nb", "a\"b", "a\u0001"})
  void refusesWhatIsNotOneArgument(String text) {
    assertThatThrownBy(() -> new KernelArgument(text)).hasMessageContaining("karg-invalid");
  }

  @Test
  void dashesAndUnderscoresAreAlikeInKeysOnly() {
    KernelArguments arguments = KernelArguments.parse("init-on_alloc=a-b other");

    assertThat(arguments.contains(new KernelArgument("init_on-alloc=a-b"))).isTrue();
    assertThat(arguments.contains(new KernelArgument("init-on_alloc=a_b"))).isFalse();
    assertThat(arguments.removeKey("init_on_alloc")).hasToString("other");
  }

  @Test
  void appendsAlwaysOrOnlyWhatIsMissing() {
    KernelArguments tty = KernelArguments.parse("console=tty0");

    assertThat(tty.appendAll(tty)).hasToString("console=tty0 console=tty0");
    assertThat(tty.appendMissing(KernelArguments.parse("console=ttyS0 console=tty0 console=ttyS0")))
        .hasToString("console=tty0 console=ttyS0");
  }

  @Test
  void deletesByKeyOrExactly() {
    KernelArguments arguments = KernelArguments.parse("a=1 b a=2 a");

    assertThat(arguments.delete(new KernelArgument("a"))).hasToString("b");
    assertThat(arguments.delete(new KernelArgument("a=2"))).hasToString("a=1 b a");
  }

  @Test
  void theLastValueCounts() {
    assertThat(KernelArguments.parse("console=tty0 console=ttyS0").value("console"))
        .contains("ttyS0");
    assertThat(KernelArguments.NONE.value("console")).isEmpty();
  }

  @Test
  void followsTheImageAndKeepsTheMachinesOwn() {
    KernelArguments machine = KernelArguments.parse("root=UUID=1 rw old=1 both mine=7");
    KernelArguments before = KernelArguments.of(List.of("old=1", "both", "dropped-by-admin"));

    assertThat(machine.followImage(before, Optional.of(KernelArguments.parse("both new=2 mine=7"))))
        .hasToString("root=UUID=1 rw both mine=7 new=2");
    assertThat(machine.followImage(before, Optional.empty()))
        .hasToString("root=UUID=1 rw old=1 both mine=7 dropped-by-admin");
  }
}
