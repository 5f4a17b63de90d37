package dev.bootferry.deployment.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InRootTest {
  @TempDir Path root;

  @Test
  void linksNeverLeaveTheRoot() throws IOException {
    Files.createDirectories(root.resolve("usr/lib"));
    Files.writeString(root.resolve("usr/lib/file"), "inside");
    Files.createSymbolicLink(root.resolve("lib"), Path.of("usr/lib"));
    Files.createSymbolicLink(root.resolve("absolute"), Path.of("/usr/lib/file"));
    Files.createSymbolicLink(root.resolve("up"), Path.of("../../../../usr/lib/file"));
    Files.createSymbolicLink(root.resolve("outside"), Path.of("/etc/passwd"));
    Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
    Path file = root.resolve("usr/lib/file");
    assertThat(InRoot.resolve(root, "/lib/file")).contains(file);
    assertThat(InRoot.resolve(root, "absolute")).contains(file);
    assertThat(InRoot.resolve(root, "up")).contains(file);
    assertThat(InRoot.resolve(root, "../../absolute")).contains(file);
    assertThat(InRoot.resolve(root, "outside")).isEmpty();
    assertThat(InRoot.resolve(root, "loop")).isEmpty();
    assertThat(InRoot.resolve(root, "")).contains(root);
  }
}
