package dev.bootferry.deployment.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KargMergeTest {
  private static List<String> merge(String current, String before, String after) {
    return KargMerge.merge(words(current), words(before), words(after), true);
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  @Test
  void keepsWhatTheAdministratorSet() {
    assertThat(merge("root=x rw mine=1", "", "")).containsExactly("root=x", "rw", "mine=1");
  }

  @Test
  void appliesWhatChangedBetweenImages() {
    assertThat(merge("root=x old same=1 mine", "old same=1", "same=1 new=2"))
        .containsExactly("root=x", "same=1", "mine", "new=2");
  }

  @Test
  void doesNotBringBackWhatTheAdministratorTookAway() {
    assertThat(merge("root=x", "quiet", "quiet")).containsExactly("root=x");
  }

  @Test
  void appendsNothingTwice() {
    assertThat(merge("root=x console=ttyS0", "", "console=ttyS0 console=tty0"))
        .containsExactly("root=x", "console=ttyS0", "console=tty0");
    assertThat(merge("a-b=1", "", "a_b=1")).containsExactly("a-b=1");
  }

  @Test
  void keepsAllWhenTheNewImageHasNoFolder() {
    assertThat(KargMerge.merge(words("root=x"), words("quiet"), List.of(), false))
        .containsExactly("root=x", "quiet");
  }
}
