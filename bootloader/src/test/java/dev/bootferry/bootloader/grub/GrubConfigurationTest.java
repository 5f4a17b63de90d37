package dev.bootferry.bootloader.grub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrubConfigurationTest {
  @Test
  void theStubFindsTheRootByItsUuid() {
    assertThat(new String(GrubConfiguration.stub("12ab-34"), StandardCharsets.UTF_8))
        .contains("search --no-floppy --fs-uuid --set=root 12ab-34\n");
    assertThatThrownBy(() -> GrubConfiguration.stub("1; halt"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theMenuIsPlainText() {
    GrubConfiguration.files()
        .forEach((path, content) ->
            assertThat(new String(content, StandardCharsets.UTF_8))
                .as(path)
                .matches("(?s)[\\n -~]+"));
    assertThat(GrubConfiguration.files())
        .containsKeys("boot/grub/grub.cfg", "boot/grub/entries.cfg");
  }

  @Test
  void asksForArgumentsThatGrubCarries() {
    GrubConfiguration.requireCarried(List.of("quiet", "\"dyndbg=file a +p\""));
    assertThatThrownBy(() -> GrubConfiguration.requireCarried(List.of("memmap=1M$2M")))
        .hasMessageContaining("karg-not-carriable");
  }
}
