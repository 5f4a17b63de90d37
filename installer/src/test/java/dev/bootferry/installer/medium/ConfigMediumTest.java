package dev.bootferry.installer.medium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootferry.linux.block.LoopDevice;
import dev.bootferry.linux.block.LoopOptions;
import dev.bootferry.linux.mount.Mount;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.SystemCommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A volume that is really there, on a loop device. */
@Tag("system")
class ConfigMediumTest {
  private static final SystemCommandRunner COMMANDS = new SystemCommandRunner();

  @TempDir private Path folder;

  private final String label = "B" + UUID.randomUUID().toString().substring(0, 12);
  private Path files = Path.of("");

  @BeforeEach
  void makeFiles() throws IOException {
    files = Files.createDirectory(folder.resolve("files"));
    Files.writeString(files.resolve("install.toml"), "version = 1\n");
    Files.createSymbolicLink(files.resolve("out.toml"), Path.of("/etc/passwd"));
  }

  private ConfigPlace place(String path) {
    return new ConfigPlace(Optional.of("LABEL=" + label), Path.of(path));
  }

  private ConfigMedium find(String path) throws IOException {
    return ConfigMedium.find(place(path), folder.resolve("mounted"), COMMANDS);
  }

  private LoopDevice volume() throws IOException {
    Path image = folder.resolve(UUID.randomUUID() + ".img");
    Files.write(image, new byte[4 << 20]);
    var _ =
        COMMANDS.run(
            Command.of(
                "mke2fs",
                "-q",
                "-t",
                "ext4",
                "-L",
                label,
                "-d",
                files.toString(),
                image.toString()));
    return LoopDevice.attach(image, LoopOptions.whole(512));
  }

  @Test
  void theFileIsReadAndTheLogIsKept() throws IOException {
    try (LoopDevice device = volume()) {
      try (ConfigMedium medium = find("/install.toml")) {
        assertThat(medium.file()).hasContent("version = 1");
        assertThatThrownBy(() -> Files.writeString(medium.file(), "x"))
            .hasMessageContaining("Read-only");
        assertThat(medium.keep("a.log", "one\n")).contains("bootferry-logs/a.log");
        assertThat(medium.keep("a.log", "two\n")).contains("bootferry-logs/a.log.2");
        assertThatThrownBy(() -> Files.writeString(medium.file(), "x"))
            .hasMessageContaining("Read-only");
      }
      try (Mount mount =
          Mount.fileSystem(
              device.path().toString(),
              Files.createDirectory(folder.resolve("again")),
              "ext4",
              Set.of(),
              "")) {
        Path logs = mount.target().resolve(ConfigMedium.LOGS);
        assertThat(logs.resolve("a.log")).hasContent("one\n");
        assertThat(logs.resolve("a.log.2")).hasContent("two\n");
        // One that is mounted already is used where it is.
        try (ConfigMedium medium = find("/install.toml")) {
          assertThat(medium.file()).isEqualTo(mount.target().resolve("install.toml"));
          assertThat(medium.keep("b.log", "three\n")).isPresent();
        }
        assertThat(logs.resolve("b.log")).hasContent("three\n");
        mount.unmount();
      }
    }
  }

  @Test
  void noLinkLeadsOut() throws IOException {
    Files.createSymbolicLink(files.resolve(ConfigMedium.LOGS), folder);
    try (LoopDevice _ = volume()) {
      assertThatThrownBy(() -> find("/out.toml")).hasMessageContaining("configuration-not-found");
      try (ConfigMedium medium = find("/install.toml")) {
        assertThatThrownBy(() -> medium.keep("a.log", "x")).isInstanceOf(IOException.class);
      }
      assertThat(folder.resolve("a.log")).doesNotExist();
    }
  }

  @Test
  void severalVolumesOfThatNameAreRefused() throws IOException {
    try (LoopDevice one = volume();
        LoopDevice two = volume()) {
      assertThatThrownBy(() -> find("/install.toml"))
          .hasMessageContaining("configuration-ambiguous")
          .hasMessageContaining(one.path().toString())
          .hasMessageContaining(two.path().toString());
    }
  }

  @Test
  void withoutSuchAVolumeItSaysSo() {
    assertThatThrownBy(() -> find("/install.toml"))
        .hasMessageContaining("configuration-not-found")
        .hasMessageContaining(label);
  }
}
