package dev.bootferry.linux.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootferry.linux.syscall.Errno;
import dev.bootferry.linux.syscall.SystemCallException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryTest {
  @TempDir Path folder;
  private Directory directory;

  @BeforeEach
  void open() throws IOException {
    directory = Directory.open(folder);
  }

  @AfterEach
  void close() {
    directory.close();
  }

  private void write(Directory in, String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (OutputFile file = in.create(name, 0600)) {
      file.write(bytes, 0, bytes.length, 0);
    }
  }

  private static void assertFails(ThrowingCallable call, Errno errno) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SystemCallException.class, e -> assertThat(e.errno()).isEqualTo(errno));
  }

  @Test
  void makesAndReadsFiles() throws IOException {
    byte[] content = new byte[700_000];
    new Random(1).nextBytes(content);
    try (OutputFile file = directory.create("f", 0640)) {
      file.write(content, 1, content.length - 1, 0);
      file.changeMode(04751);
      file.changeTime(-5, 7);
    }
    FileStatus status = directory.status("f").orElseThrow();
    assertThat(status.type()).isEqualTo(FileType.REGULAR);
    assertThat(status.mode()).isEqualTo(04751);
    assertThat(status.size()).isEqualTo(content.length - 1L);
    assertThat(status.mtimeSeconds()).isEqualTo(-5);
    assertThat(status.mtimeNanos()).isEqualTo(7);
    assertThat(status.links()).isEqualTo(1);
    try (InputFile file = directory.openFile("f")) {
      assertThat(file.stream().readAllBytes())
          .isEqualTo(java.util.Arrays.copyOfRange(content, 1, content.length));
    }
  }

  @Test
  void leavesHoles() throws IOException {
    try (OutputFile file = directory.create("f", 0600)) {
      file.write(new byte[] {1}, 0, 1, 1 << 20);
      file.truncate(8 << 20);
    }
    FileStatus status = directory.status("f").orElseThrow();
    assertThat(status.size()).isEqualTo(8 << 20);
    assertThat(status.blocks() * 512).isLessThan(1 << 20);
  }

  @Test
  void copiesContent() throws IOException {
    byte[] content = new byte[1_000_000];
    new Random(2).nextBytes(content);
    Files.write(folder.resolve("from"), content);
    try (InputFile from = directory.openFile("from");
        OutputFile to = directory.create("to", 0600)) {
      to.copyFrom(from, content.length);
      assertFails(() -> to.copyFrom(from, 5), new Errno(5));
    }
    assertThat(folder.resolve("to")).hasBinaryContent(content);
  }

  @Test
  void neverOverwrites() throws IOException {
    write(directory, "f", "old");
    Files.createSymbolicLink(folder.resolve("dangling"), Path.of("elsewhere"));
    assertFails(() -> directory.create("f", 0600), Errno.EEXIST);
    assertFails(() -> directory.create("dangling", 0600), Errno.EEXIST);
    assertThat(folder.resolve("f")).hasContent("old");
    assertThat(folder.resolve("elsewhere")).doesNotExist();
  }

  @Test
  void followsNoLink() throws IOException {
    directory.makeDirectory("d", 0755);
    directory.makeSymlink("link", "d");
    directory.makeSymlink("file", "d/x");
    assertThatThrownBy(() -> directory.openDirectory("link"))
        .isInstanceOf(SystemCallException.class);
    assertFails(() -> directory.openFile("file"), new Errno(40));
    assertThat(directory.status("link").orElseThrow().isSymlink()).isTrue();
    assertThat(directory.readSymlink("file")).isEqualTo("d/x");
    directory.makeHardLink("second", directory, "link");
    assertThat(directory.status("second").orElseThrow().isSymlink()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "/", "../x", "d/"})
  void takesOnlySingleComponents(String name) {
    assertThatThrownBy(() -> directory.create(name, 0600))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> directory.openDirectory(name))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> directory.makeHardLink("x", directory, name))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> directory.setXattr(name, "user.a", new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesNamesThatTheKernelCannotTake() {
    assertThatThrownBy(() -> directory.create("a\0b", 0600))
        .isInstanceOf(IllegalArgumentException.class);
    assertFails(() -> directory.create("x".repeat(256), 0600), new Errno(36));
    assertFails(() -> directory.create("x".repeat(5000), 0600), new Errno(36));
  }

  @Test
  void listsMoreNamesThanABufferHolds() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    for (int i = 0; i < 2500; i++) {
      String name = "n".repeat(200) + i + "\u00fc";
      names.add(name);
      directory.makeSymlink(name, "x");
    }
    assertThat(new TreeSet<>(directory.list())).isEqualTo(names);
    assertThat(new TreeSet<>(directory.list())).as("again").isEqualTo(names);
  }

  @Test
  void removesATreeButNothingBehindItsLinks() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("kept"), "kept");
    directory.makeDirectory("tree", 0700);
    try (Directory tree = directory.openDirectory("tree")) {
      tree.makeSymlink("link", "../outside");
      tree.makeDirectory("deep", 0700);
      write(tree, "file", "x");
    }
    directory.removeTree("tree");
    directory.removeTree("tree");
    assertThat(directory.list()).containsExactly("outside");
    assertThat(outside.resolve("kept")).hasContent("kept");
  }

  @Test
  void setsAndListsAttributes() throws IOException {
    write(directory, "f", "x");
    byte[] value = {0, 1, (byte) 0xFF, '\n', 0};
    directory.setXattr("f", "user.binary", value);
    directory.setXattr("f", "user.empty", new byte[0]);
    assertThat(directory.xattrs("f"))
        .hasEntrySatisfying("user.binary", v -> assertThat(v).isEqualTo(value))
        .hasEntrySatisfying("user.empty", v -> assertThat(v).isEmpty());
  }

  @Test
  void setsListsAndRemovesItsOwnAttributes() throws IOException {
    directory.makeDirectory("d", 0700);
    try (Directory below = directory.openDirectory("d")) {
      below.setXattr("user.a", new byte[] {1});
      below.setXattr("user.b", new byte[] {2});
      below.removeXattr("user.a");
      assertThat(below.xattrNames()).containsExactly("user.b");
    }
    assertThat(directory.xattrs("d")).containsOnlyKeys("user.b");
  }

  @Test
  void setsTimesOfDirectoriesAndLinks() throws IOException {
    directory.makeSymlink("l", "x");
    directory.changeTime("l", 1000, 5);
    directory.changeTime(2000, 6);
    assertThat(directory.status("l").orElseThrow().mtimeSeconds()).isEqualTo(1000);
    assertThat(Files.getLastModifiedTime(folder))
        .isEqualTo(FileTime.from(2_000_000_000_006L, TimeUnit.NANOSECONDS));
    assertThat(directory.status().mtimeNanos()).isEqualTo(6);
  }

  @Test
  void isOfNoUseOnceClosed() throws IOException {
    directory.makeDirectory("d", 0700);
    Directory below = directory.openDirectory("d");
    below.close();
    below.close();
    assertThatThrownBy(() -> below.status("x")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void knowsWhatTheProcessMakes() throws IOException {
    CreationDefaults defaults = CreationDefaults.ofThisProcess();
    try (OutputFile _ = directory.create("f", 0777)) {
      FileStatus status = directory.status("f").orElseThrow();
      assertThat(status.mode()).isEqualTo(0777 & ~defaults.umask());
      assertThat(status.uid()).isEqualTo(defaults.uid());
    }
  }
}
