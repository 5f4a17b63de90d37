package dev.bootferry.installer.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootferry.partitioning.undo.DiskIdentity;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskLockTest {
  private static final DiskIdentity DISK = new DiskIdentity("serial QM1");

  @TempDir private Path folder;

  @Test
  void oneAtATime() throws IOException {
    try (DiskLock _ = DiskLock.take(folder, DISK)) {
      assertThatThrownBy(() -> DiskLock.take(folder, DISK))
          .hasMessageContaining("target-in-use")
          .hasMessageContaining("serial QM1");
      try (DiskLock other = DiskLock.take(folder, new DiskIdentity("serial QM2"))) {
        assertThat(other).isNotNull();
      }
    }
    try (DiskLock again = DiskLock.take(folder, DISK)) {
      assertThat(again).isNotNull();
    }
  }
}
