package dev.bootferry.images.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.tar.Extent;
import dev.bootferry.images.tar.TarEntry;
import dev.bootferry.images.tar.TarName;
import dev.bootferry.images.tar.TarType;
import dev.bootferry.images.tar.TestTar;
import dev.bootferry.linux.files.Directory;
import dev.bootferry.linux.files.FileStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("system")
class LayerApplierTest {
  private static final byte[] CAPABILITY = {
    1, 0, 0, 2, 0, 32, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  @TempDir Path folder;

  private Path layer(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }

  private static AppliedLayer apply(
      Path into, LayerPolicy policy, LowerFiles lower, Consumer<TestTar> content)
      throws IOException {
    TestTar tar = new TestTar();
    content.accept(tar);
    return new LayerApplier(policy, lower)
        .apply(new ByteArrayInputStream(tar.bytes()), "layer 1 of test", into);
  }

  private static AppliedLayer apply(Path into, Consumer<TestTar> content) throws IOException {
    return apply(into, LayerPolicy.AS_IS, LowerFiles.NONE, content);
  }

  private static FileStatus status(Path root, String name) throws IOException {
    try (Directory directory = Directory.open(root)) {
      return directory.status(name).orElseThrow();
    }
  }

  private void assertRefused(String why, Consumer<TestTar> content) throws IOException {
    Path outside = folder.resolve("outside");
    Files.createDirectories(outside);
    Files.writeString(outside.resolve("victim"), "untouched");
    Path root = Files.createTempDirectory(folder, "layer");
    assertThatThrownBy(() -> apply(root, content))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo(ImagesProblem.LAYER_INVALID);
              assertThat(e.problem().what()).isEqualTo("read layer 1 of test");
              assertThat(e.problem().why()).contains(why);
            });
    assertThat(outside.resolve("victim")).hasContent("untouched");
    assertThat(outside).isDirectoryContaining(p -> p.endsWith("victim"));
    try (var files = Files.list(outside)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void keepsEveryAttribute() throws IOException {
    Path root = layer("l");
    AppliedLayer applied =
        apply(
            root,
            tar ->
                tar.add(TarEntry.directory("./").withMode(0711).withMtime(5, 0))
                    .add(TarEntry.directory("d").withMode(03750).withOwner(7, 8).withMtime(10, 11))
                    .add(
                        TarEntry.file("d/ping", 3)
                            .withMode(06755)
                            .withOwner(1000, 4_000_000_000L)
                            .withMtime(-1, 500)
                            .withXattr("security.capability", CAPABILITY)
                            .withXattr("user.empty", new byte[0])
                            .withXattr("security.selinux", "x".getBytes(StandardCharsets.UTF_8))
                            .withXattr("trusted.t", new byte[] {0, 1}),
                        new byte[] {1, 2, 3})
                    .add(
                        TarEntry.symlink("d/link", "/outside")
                            .withOwner(3, 4)
                            .withMtime(99, 1)
                            .withXattr("trusted.l", new byte[] {9}))
                    .hardLink("d/ping2", "./d//ping"));
    assertThat(TreeSnapshot.of(root))
        .containsEntry("", "DIRECTORY 0711 0:0 5.0")
        .containsEntry("d", "DIRECTORY 3750 7:8 10.11")
        .containsEntry("d/link", "SYMLINK 0777 3:4 99.1 trusted.l=CQ== -> /outside")
        .containsEntry(
            "d/ping",
            "REGULAR 6755 1000:4000000000 -1.500 security.capability=AQAAAgAggAAAAAAAAAAAAAAAAAA="
                + " trusted.t=AAE= user.empty= link of d/ping 3 039058c6f2c0")
        .hasEntrySatisfying("d/ping2", line -> assertThat(line).contains("link of d/ping "))
        .hasSize(5);
    assertThat(applied).isEqualTo(new AppliedLayer(1, 2, 1, 1, 0, 0, 0, 0, 3));
  }

  @Test
  void givesFilesTheGroupTheyAskForInDirectoriesThatHandDownTheirs() throws IOException {
    Path root = layer("l");
    apply(
        root,
        tar -> tar.add(TarEntry.directory("d").withMode(02755).withOwner(0, 50)).file("d/f", "x"));
    assertThat(TreeSnapshot.withoutTimes(root).get("d/f")).startsWith("REGULAR 0644 0:0");
  }

  @Test
  void setsDefaultAccessControlListsOnlyWhenAllIsInPlace() throws IOException {
    // u::rwx g::r-x o::--- m::rwx u:1000:rwx, as the kernel keeps it
    byte[] acl = {
      2,
      0,
      0,
      0,
      1,
      0,
      7,
      0,
      -1,
      -1,
      -1,
      -1,
      2,
      0,
      7,
      0,
      (byte) 0xE8,
      3,
      0,
      0,
      4,
      0,
      5,
      0,
      -1,
      -1,
      -1,
      -1,
      16,
      0,
      7,
      0,
      -1,
      -1,
      -1,
      -1,
      32,
      0,
      0,
      0,
      -1,
      -1,
      -1,
      -1
    };
    Path root = layer("l");
    apply(
        root,
        tar ->
            tar.add(TarEntry.directory("d").withXattr("system.posix_acl_default", acl))
                .file("d/f", "x")
                .directory("d/sub"));
    assertThat(TreeSnapshot.withoutTimes(root))
        .hasEntrySatisfying("d", l -> assertThat(l).contains("posix_acl_default"))
        .hasEntrySatisfying("d/f", l -> assertThat(l).startsWith("REGULAR 0644 0:0 1"))
        .containsEntry("d/sub", "DIRECTORY 0755 0:0");
  }

  @Test
  void keepsHoles() throws IOException {
    Path root = layer("l");
    byte[] data = new byte[5000];
    java.util.Arrays.fill(data, (byte) 7);
    AppliedLayer applied =
        apply(
            root,
            tar ->
                tar.add(
                    TarEntry.file("disk", 1L << 30).withExtents(List.of(new Extent(1 << 20, 5000))),
                    data));
    FileStatus status = status(root, "disk");
    assertThat(status.size()).isEqualTo(1L << 30);
    assertThat(status.blocks() * 512).isLessThan(1 << 20);
    assertThat(applied.bytes()).isEqualTo(5000);
    try (var channel = Files.newByteChannel(root.resolve("disk"))) {
      java.nio.ByteBuffer read = java.nio.ByteBuffer.allocate(5000);
      channel.position(1 << 20).read(read);
      assertThat(read.array()).isEqualTo(data);
    }
  }

  @Test
  void impliesParentsAsPlainDirectoriesOrAsLowerLayersHaveThem() throws IOException {
    Path lower = layer("lower");
    apply(
        lower,
        tar ->
            tar.add(
                TarEntry.directory("tmp")
                    .withMode(01777)
                    .withOwner(5, 6)
                    .withXattr("user.a", new byte[] {1})));
    Path root = layer("l");
    apply(
        root,
        LayerPolicy.AS_IS,
        LowerLayers.staged(List.of(lower)),
        tar -> tar.file("a/b/c", "x").file("tmp/f", "x"));
    assertThat(TreeSnapshot.withoutTimes(root))
        .containsEntry("a", "DIRECTORY 0755 0:0")
        .containsEntry("a/b", "DIRECTORY 0755 0:0")
        .containsEntry("tmp", "DIRECTORY 1777 5:6 user.a=AQ==");
  }

  @Test
  void letsTheLaterEntryWin() throws IOException {
    Path root = layer("l");
    apply(
        root,
        tar ->
            tar.directory("a")
                .file("a/deep", "x")
                .file("target", "t")
                .file("a", "now a file")
                .file("b", "1")
                .file("b/c", "a parent takes the place of a file")
                .symlink("s", "x")
                .directory("s")
                .file("s/in", "y")
                .file("h", "old")
                .hardLink("h", "target")
                .directory("again")
                .add(TarEntry.directory("again").withMode(0700)));
    assertThat(TreeSnapshot.withoutTimes(root).keySet())
        .containsExactly("", "a", "again", "b", "b/c", "h", "s", "s/in", "target");
    assertThat(root.resolve("a")).hasContent("now a file");
    assertThat(root.resolve("h")).hasContent("t");
    assertThat(status(root, "again").mode()).isEqualTo(0700);
  }

  @Test
  void findsLinkTargetsInADirectoryThatWasReplaced() throws IOException {
    Path root = layer("l");
    apply(
        root,
        tar ->
            tar.file("d/old", "1")
                .hardLink("x", "d/old")
                .file("d", "no directory for a while")
                .file("d/new", "2")
                .hardLink("y", "d/new"));
    assertThat(root.resolve("y")).hasContent("2");
    assertThat(root.resolve("x")).hasContent("1");
  }

  @Test
  void dropsDevicesAndKeepsWhiteouts() throws IOException {
    Path root = layer("l");
    AppliedLayer applied =
        apply(
            root,
            tar -> {
              for (TarType type :
                  List.of(TarType.CHARACTER_DEVICE, TarType.BLOCK_DEVICE, TarType.FIFO)) {
                tar.add(TarEntry.file("dev/" + type, 0).withType(type));
              }
              tar.add(TarEntry.file("d/.wh.gone", 3).withMode(0).withOwner(4, 4), new byte[3])
                  .file("d/.wh..wh..opq", "")
                  .file(".wh..wh.plnk/1.2", "");
            });
    assertThat(TreeSnapshot.withoutTimes(root))
        .containsOnlyKeys("", "d", "d/.wh.gone", "d/.wh..wh..opq")
        .hasEntrySatisfying("d/.wh.gone", l -> assertThat(l).startsWith("REGULAR 0644 0:0 0 "));
    assertThat(applied.droppedSpecials()).isEqualTo(3);
    assertThat(applied.whiteouts()).isEqualTo(2);
    assertThat(applied.droppedByPolicy()).isEqualTo(1);
  }

  @Test
  void keepsAWhiteoutThatIsTooLongForAName() throws IOException {
    String name = "\u00e4".repeat(127);
    Path lowest = layer("lowest");
    apply(lowest, tar -> tar.file("d/" + name, "x").file("d/" + name + "x", "x"));
    Path upper = layer("upper");
    AppliedLayer applied = apply(upper, tar -> tar.file("d/.wh." + name, ""));
    assertThat(applied.whiteouts()).isEqualTo(1);
    assertThat(upper.resolve("d").toFile().list())
        .singleElement()
        .satisfies(kept -> assertThat(LayerPath.isShortened(kept)).isTrue());
    LowerFiles lower = LowerLayers.staged(List.of(lowest, upper));
    assertThat(lower.find("d/" + name)).isEmpty();
    assertThat(lower.find("d/" + name + "x")).isPresent();
    // What looks like such a file is another tool's bookkeeping, and hides nothing.
    assertThat(
            apply(layer("false"), tar -> tar.file("d/" + LayerPath.onDisk(".wh." + name), ""))
                .whiteouts())
        .isZero();
  }

  @Test
  void placesEntriesAsOstreeWantsThem() throws IOException {
    Path root = layer("l");
    AppliedLayer applied =
        apply(
            root,
            new OstreeLayerPolicy(),
            LowerFiles.NONE,
            tar ->
                tar.add(TarEntry.directory("/etc/").withMode(0750))
                    .file("etc/passwd", "p")
                    .hardLink("etc/passwd-", "/etc/passwd")
                    .hardLink("usr/lib/passwd", "etc/passwd")
                    .file(".wh.etc", "")
                    .file("etc/.wh.motd", "")
                    .directory("run")
                    .file("run/x/.wh.y", "")
                    .add(TarEntry.directory("tmp").withMode(01777))
                    .file("tmp/cache", "wheel")
                    .hardLink("tmp/cache2", "tmp/cache")
                    .hardLink("usr/lib/wheel", "tmp/cache2")
                    .hardLink("usr/lib/wheel2", "tmp/cache")
                    .symlink("opt", "var/opt")
                    .file("var/lib/x", "v"));
    assertThat(TreeSnapshot.withoutTimes(root).keySet())
        .containsExactly(
            "",
            "opt",
            "run",
            "tmp",
            "usr",
            "usr/.wh.etc",
            "usr/etc",
            "usr/etc/.wh.motd",
            "usr/etc/passwd",
            "usr/etc/passwd-",
            "usr/lib",
            "usr/lib/passwd",
            "usr/lib/wheel",
            "usr/lib/wheel2",
            "var",
            "var/lib",
            "var/lib/x");
    assertThat(TreeSnapshot.withoutTimes(root))
        .containsEntry("usr/etc", "DIRECTORY 0750 0:0")
        .hasEntrySatisfying(
            "usr/lib/passwd", l -> assertThat(l).contains("link of usr/etc/passwd "))
        .hasEntrySatisfying(
            "usr/lib/wheel2", l -> assertThat(l).contains("link of usr/lib/wheel "));
    assertThat(root.resolve("usr/lib/wheel")).hasContent("wheel");
    assertThat(applied.droppedByPolicy()).isEqualTo(3);
  }

  @Test
  void turnsLinksIntoAChangedRepositoryIntoFiles() throws IOException {
    Path root = layer("l");
    apply(
        root,
        new OstreeLayerPolicy(true, false),
        LowerFiles.NONE,
        tar ->
            tar.file("sysroot/ostree/repo/objects/ab/cd.file", "object")
                .hardLink("usr/bin/a", "sysroot/ostree/repo/objects/ab/cd.file")
                .hardLink("usr/bin/b", "sysroot/ostree/repo/objects/ab/cd.file")
                .file("opt/dropped", "x"));
    assertThat(TreeSnapshot.withoutTimes(root).keySet())
        .containsExactly("", "usr", "usr/bin", "usr/bin/a", "usr/bin/b");
    assertThat(root.resolve("usr/bin/b")).hasContent("object");
  }

  @Test
  void copiesWhatALinkNamesInALowerLayer() throws IOException {
    Path first = layer("1");
    Path second = layer("2");
    Path third = layer("3");
    apply(
        first,
        tar ->
            tar.add(
                    TarEntry.file("d/f", 5)
                        .withMode(04711)
                        .withOwner(9, 9)
                        .withMtime(77, 0)
                        .withXattr("user.a", new byte[] {1}),
                    "lower".getBytes(StandardCharsets.UTF_8))
                .symlink("d/s", "f")
                .file("hidden/x", "x")
                .file("gone", "x")
                .file("changed", "1"));
    apply(
        second,
        tar ->
            tar.file("hidden/.wh..wh..opq", "")
                .file(".wh.gone", "")
                .file("changed", "2")
                .file("d/.wh.other", ""));
    LowerFiles lower = LowerLayers.staged(List.of(first, second));
    AppliedLayer applied =
        apply(
            third,
            LayerPolicy.AS_IS,
            lower,
            tar ->
                tar.hardLink("copy", "d/f")
                    .hardLink("link", "d/s")
                    .hardLink("copied", "changed")
                    .hardLink("copy2", "copy"));
    assertThat(TreeSnapshot.of(third))
        .hasEntrySatisfying(
            "copy",
            l -> assertThat(l).startsWith("REGULAR 4711 9:9 77.0 user.a=AQ== link of copy 5"))
        .hasEntrySatisfying("copy2", l -> assertThat(l).contains("link of copy "))
        .hasEntrySatisfying("link", l -> assertThat(l).contains("-> f"));
    assertThat(third.resolve("copied")).hasContent("2");
    assertThat(applied.copiedFromLower()).isEqualTo(3);
    for (String hidden : List.of("hidden/x", "gone", "nowhere", "d")) {
      Path other = Files.createTempDirectory(folder, "layer");
      assertThatThrownBy(
              () -> apply(other, LayerPolicy.AS_IS, lower, tar -> tar.hardLink("l", hidden)))
          .as(hidden)
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("is no file");
    }
  }

  @Test
  void takesLongAndForeignNames() throws IOException {
    Path root = layer("l");
    String deep = "\u00e4\u6f22\uD83D\uDE00/".repeat(300) + "x".repeat(255);
    apply(root, tar -> tar.file(deep, "deep").symlink("l", "y".repeat(4095)));
    assertThat(TreeSnapshot.withoutTimes(root)).containsKey(deep);
  }

  @Test
  void refusesEverythingThatLeadsOutside() throws IOException {
    String outside = folder.resolve("outside").toString();
    assertRefused("'..'", tar -> tar.file("../outside/x", "x"));
    assertRefused("'..'", tar -> tar.file("a/../../outside/x", "x"));
    assertRefused("'..'", tar -> tar.hardLink("a", "../outside/victim"));
    assertRefused("symbolic link", tar -> tar.symlink("a", outside).file("a/x", "x"));
    assertRefused("symbolic link", tar -> tar.symlink("a", "..").file("a/outside/victim", "x"));
    assertRefused("symbolic link", tar -> tar.symlink("a", outside).directory("a/new"));
    assertRefused("symbolic link", tar -> tar.symlink("a", outside).file("a/.wh.victim", ""));
    assertRefused("no file of it", tar -> tar.symlink("a", outside).hardLink("b", "a/victim"));
    assertRefused("'..'", tar -> tar.file(".wh./../x", ""));
    assertRefused("no file can have", tar -> tar.file("d/.wh...", ""));
    assertRefused("no file can have", tar -> tar.file("d/.wh..", ""));
    assertRefused("no file can have", tar -> tar.file("d/.wh.", ""));
    assertRefused("is no regular file", tar -> tar.symlink("d/.wh.x", "y"));
    assertRefused("below a whiteout", tar -> tar.file(".wh.x/y", ""));
    assertRefused("a whiteout", tar -> tar.file(".wh.x", "").hardLink("y", ".wh.x"));
    assertRefused("to a directory", tar -> tar.directory("d").hardLink("e", "d"));
    assertRefused("no file of it", tar -> tar.hardLink("e", "e"));
    assertRefused("the root, but", tar -> tar.symlink("./", outside));
    assertRefused("to the root", tar -> tar.hardLink("x", "/"));
    assertRefused("own use", tar -> tar.file(".bootferry-aside/x", ""));
    assertRefused("Linux allows", tar -> tar.file("x".repeat(256), ""));
    assertRefused("Linux allows", tar -> tar.file("x/".repeat(2048) + "y", ""));
    assertRefused(
        "not UTF-8",
        tar -> tar.add(TarEntry.file("x", 0).withPath(TarName.of(new byte[] {(byte) 0xE9}))));
  }

  @Test
  void takesAnAbsoluteNameAsOneBelowTheRoot() throws IOException {
    Path root = layer("l");
    apply(root, tar -> tar.file("//etc//hostname", "x").hardLink("/h", "/etc/./hostname"));
    assertThat(root.resolve("etc/hostname")).hasContent("x");
    assertThat(root.resolve("h")).hasContent("x");
  }

  @Test
  void followsNoLinkWhenItRemovesWhatIsReplaced() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("victim"), "untouched");
    Path root = layer("l");
    apply(
        root,
        tar ->
            tar.directory("d").symlink("d/link", outside.toString()).file("d", "").directory("d"));
    assertThat(outside.resolve("victim")).hasContent("untouched");
  }
}
