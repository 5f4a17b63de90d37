package dev.bootferry.installer.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
  @TempDir private Path parent;

  @Test
  void nothingIsLeftOfOneThatIsClosed() throws IOException {
    try (WorkFolder work = WorkFolder.create(parent)) {
      assertThat(work.path()).isDirectoryContaining(p -> p.equals(work.mountPoint()));
      assertThat(work.scratch()).isEmptyDirectory();
    }
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void whatAKilledOneLeftIsRemoved() throws IOException {
    Path left = Files.createDirectories(parent.resolve("bootferry-install-1/tools"));
    Files.createFile(left.resolve("program"));
    Files.createFile(left.resolveSibling("lock"));
    try (WorkFolder work = WorkFolder.create(parent)) {
      assertThat(parent).isDirectoryContaining(p -> p.equals(work.path()));
      assertThat(left.getParent()).doesNotExist();
    }
  }

  @Test
  void oneThatIsInUseStays() throws IOException {
    try (WorkFolder first = WorkFolder.create(parent);
        WorkFolder second = WorkFolder.create(parent)) {
      assertThat(first.path()).isNotEqualTo(second.path());
      assertThat(first.scratch()).isDirectory();
    }
  }

  @Test
  void whatIsNoWorkFolderStays() throws IOException {
    Path other = Files.createDirectory(parent.resolve("bootferry-install-other"));
    Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
    Files.createFile(elsewhere.resolve("lock"));
    Path link = Files.createSymbolicLink(parent.resolve("bootferry-install-link"), elsewhere);
    try (WorkFolder _ = WorkFolder.create(parent)) {
      assertThat(other).isDirectory();
      assertThat(link).isSymbolicLink();
      assertThat(elsewhere.resolve("lock")).isRegularFile();
    }
  }
}
