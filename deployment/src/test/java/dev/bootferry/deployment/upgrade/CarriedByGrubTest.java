package dev.bootferry.deployment.upgrade;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CarriedByGrubTest {
  private static final List<String> BAD = List.of("rw", "memmap=1M$2M");

  @TempDir private Path root;

  @Test
  void refusesWhatOurMenuWouldChange() throws IOException {
    Files.createDirectories(root.resolve("boot/grub"));
    Files.createFile(root.resolve("boot/grub/entries.cfg"));

    assertThatThrownBy(() -> CarriedByGrub.demand(root, BAD, "Debian"))
        .hasMessageContaining("karg-not-carriable");
    assertThatThrownBy(() -> CarriedByGrub.demand(root, List.of("rw"), "Debian \"13\""))
        .hasMessageContaining("title-not-carriable");
    assertThatCode(() -> CarriedByGrub.demand(root, List.of("rw", "a=b quiet"), "Debian 13"))
        .doesNotThrowAnyException();
  }

  @Test
  void leavesOtherBootLoadersAlone() {
    assertThatCode(() -> CarriedByGrub.demand(root, BAD, "Debian")).doesNotThrowAnyException();
  }
}
