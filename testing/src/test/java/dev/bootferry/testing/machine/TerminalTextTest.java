package dev.bootferry.testing.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalTextTest {
  private static final String DRAWN =
      "\u001b[2J\u001b[1;32mgreen\u001b[0m\r\n\u001b]0;title\u0007é\u001b]8;;x\u001b\\link\u001b(Bz"
          + "\u001b[5;3H*entry\u001b=\t.";
  private static final String PLAIN = "green\nélinkz\n*entry\t.";

  @Test
  void leavesOnlyText() {
    byte[] bytes = DRAWN.getBytes(StandardCharsets.UTF_8);

    assertThat(new TerminalText().add(bytes, bytes.length)).isEqualTo(PLAIN);
  }

  @Test
  void bearsBeingCutAnywhere() {
    TerminalText text = new TerminalText();
    StringBuilder all = new StringBuilder();
    for (byte one : DRAWN.getBytes(StandardCharsets.UTF_8)) {
      all.append(text.add(new byte[] {one}, 1));
    }
    assertThat(all).hasToString(PLAIN);
  }
}
