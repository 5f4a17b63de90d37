package dev.bootferry.images.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootferry.core.Digest;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.tar.TarEntry;
import dev.bootferry.images.tar.TarType;
import dev.bootferry.images.tar.TestTar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageTreeTest {
  private static final Digest LAYER = Digest.sha256(new byte[] {1});
  private static final Digest DIFF_ID = Digest.sha256(new byte[] {2});

  private static LayerContents scan(TestTar tar) {
    try {
      return LayerScan.scan(
          new ByteArrayInputStream(tar.bytes()), LayerScan.Options.named("layer x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ImageTree tree(TestTar... layers) {
    List<LayerContents> scanned = Arrays.stream(layers).map(ImageTreeTest::scan).toList();
    ImageTree tree = ImageTree.merge(scanned);
    // What is remembered of layers makes the same tree.
    ImageTree again = ImageTree.merge(scanned.stream().map(ImageTreeTest::recorded).toList());
    assertThat(again.walk("").toList()).isEqualTo(tree.walk("").toList());
    assertThat(again.totals()).isEqualTo(tree.totals());
    return again;
  }

  private static LayerContents recorded(LayerContents layer) {
    return LayerRecord.decode(LayerRecord.encode(layer, LAYER, DIFF_ID), LAYER, DIFF_ID)
        .orElseThrow();
  }

  @Test
  void aRecordIsForOneLayerAndUndamaged() {
    byte[] record = LayerRecord.encode(scan(tar().file("a", "1")), LAYER, DIFF_ID);
    assertThat(LayerRecord.decode(record, LAYER, DIFF_ID)).isPresent();
    assertThat(LayerRecord.decode(record, DIFF_ID, DIFF_ID)).isEmpty();
    assertThat(LayerRecord.decode(record, LAYER, LAYER)).isEmpty();
    for (int i = 0; i < record.length; i++) {
      byte[] damaged = record.clone();
      damaged[i] ^= 4;
      assertThat(LayerRecord.decode(damaged, LAYER, DIFF_ID)).as("byte " + i).isEmpty();
      assertThat(LayerRecord.decode(Arrays.copyOf(record, i), LAYER, DIFF_ID)).isEmpty();
    }
  }

  private static TestTar tar() {
    return new TestTar();
  }

  private static List<String> paths(ImageTree tree) {
    return tree.walk("").map(TreeEntry::path).toList();
  }

  /** The prefix makes the whiteout's name longer than any file's. */
  @ParameterizedTest
  @ValueSource(ints = {251, 252, 255})
  void hidesAFileOfAnyName(int length) {
    String name = "n".repeat(length);
    assertThat(paths(tree(tar().file("d/" + name, "1"), tar().file("d/.wh." + name, ""))))
        .containsExactly("d");
    assertThatThrownBy(() -> tree(tar().file("d/.wh." + "n".repeat(256), "")))
        .hasMessageContaining("Linux allows");
  }

  @Test
  void mergesLayersWithTheirWhiteouts() {
    ImageTree tree =
        tree(
            tar()
                .directory("d")
                .file("d/kept", "1")
                .file("d/gone", "1")
                .file("opaque/old", "1")
                .file("tree/a/b", "1")
                .file("was-file", "1")
                .file("was-dir/x", "1")
                .symlink("was-link", "d"),
            tar()
                .file("d/.wh.gone", "")
                .file("opaque/new", "2")
                .file("opaque/.wh..wh..opq", "")
                .file(".wh.tree", "")
                .file("tree/c", "2")
                .file("was-file/y", "2")
                .symlink("was-dir", "d")
                .file("was-link/z", "2")
                .file("d/both", "2")
                .file("d/.wh.both", ""));
    assertThat(paths(tree))
        .containsExactly(
            "d",
            "d/both",
            "d/kept",
            "opaque",
            "opaque/new",
            "tree",
            "tree/c",
            "was-dir",
            "was-file",
            "was-file/y",
            "was-link",
            "was-link/z");
    assertThat(tree.lookup("d/kept").orElseThrow().layer()).isZero();
    assertThat(tree.lookup("opaque/new").orElseThrow().layer()).isEqualTo(1);
    assertThat(tree.lookup("was-dir").orElseThrow().isSymlink()).isTrue();
  }

  @Test
  void letsTheLaterEntryOfALayerWin() {
    ImageTree tree =
        tree(
            tar()
                .directory("a")
                .file("a/x", "1")
                .file("a", "22")
                .file("b", "1")
                .directory("b")
                .add(TarEntry.directory("b").withMode(0700)));
    assertThat(paths(tree)).containsExactly("a", "b");
    assertThat(tree.lookup("a").orElseThrow().size()).isEqualTo(2);
    assertThat(tree.lookup("b").orElseThrow().mode()).isEqualTo(0700);
  }

  @Test
  void keepsWhatLowerLayersSayOfADirectoryThatIsOnlyImplied() {
    ImageTree tree =
        tree(
            tar().add(TarEntry.directory("tmp").withMode(01777).withOwner(4_000_000_000L, 2)),
            tar().file("tmp/x", "1"),
            tar().file("new/x", "1"));
    TreeEntry tmp = tree.lookup("tmp").orElseThrow();
    assertThat(tmp.mode()).isEqualTo(01777);
    assertThat(tmp.uid()).isEqualTo(4_000_000_000L);
    assertThat(tmp.layer()).isZero();
    assertThat(tree.lookup("new").orElseThrow())
        .isEqualTo(new TreeEntry("new", EntryType.DIRECTORY, 0, 0755, 0, 0, "", 2, List.of()));
  }

  @Test
  void followsHardLinksToWhatTheyMeantWhenTheirLayerWasMade() {
    ImageTree tree =
        tree(
            tar().file("a.image", "old").hardLink("same", "a.image").symlink("s", "a.image"),
            tar()
                .hardLink("copy", "a.image")
                .hardLink("copy2", "copy")
                .hardLink("link", "s")
                .file(".wh.a.image", ""),
            tar().file("a.image", "new"));
    assertThat(tree.read("copy2")).contains("old".getBytes(StandardCharsets.UTF_8));
    assertThat(tree.read("same")).contains("old".getBytes(StandardCharsets.UTF_8));
    assertThat(tree.read("link")).contains("new".getBytes(StandardCharsets.UTF_8));
    assertThat(tree.lookup("copy").orElseThrow().layer()).isEqualTo(1);
    assertThat(tree.lookup("link").orElseThrow().linkTarget()).isEqualTo("a.image");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere", "d", "gone"})
  void refusesHardLinksToNoFile(String target) {
    assertThatThrownBy(() ->
            tree(
                tar().directory("d").file("gone", "1"),
                tar().file(".wh.gone", ""),
                tar().hardLink("l", target)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ImagesProblem.LAYER_INVALID));
  }

  @ParameterizedTest
  @CsvSource({
    "usr/bin/sh, usr/bin/dash",
    "/bin/sh, usr/bin/dash",
    "bin//./sh/, usr/bin/dash",
    "bin, usr/bin",
    "bin/.., usr",
    "../../../bin/sh, usr/bin/dash",
    "escape, etc/passwd",
    "escape2, etc/passwd",
    "'', ''",
    "/, ''",
    "chain40, usr/bin/dash",
    "chain41, -",
    "slash, -",
    "loop, -",
    "dangling, -",
    "usr/bin/dash/x, -",
    "usr/bin/dash/.., -",
    "nowhere/../bin, -",
  })
  void resolvesLinksInsideTheRoot(String path, String expected) {
    TestTar layer =
        tar()
            .file("usr/bin/dash", "x")
            .symlink("usr/bin/sh", "dash")
            .symlink("bin", "usr/bin")
            .file("etc/passwd", "x")
            .symlink("escape", "../../../../etc/passwd")
            .symlink("escape2", "/../etc/passwd")
            .symlink("slash", "usr/bin/dash/")
            .symlink("loop", "loop")
            .symlink("dangling", "/no/where")
            .symlink("chain1", "/usr/bin/dash");
    for (int i = 2; i <= 41; i++) {
      layer.symlink("chain" + i, "chain" + (i - 1));
    }
    assertThat(tree(layer).resolve(path).map(TreeEntry::path).orElse("-")).isEqualTo(expected);
  }

  @Test
  void lookupFollowsNothing() {
    ImageTree tree = tree(tar().symlink("l", "d").file("d/x", "1"));
    assertThat(tree.lookup("l").orElseThrow().linkTarget()).isEqualTo("d");
    assertThat(tree.lookup("l/x")).isEmpty();
    assertThat(tree.lookup("d/../d/x")).isEmpty();
    assertThat(tree.lookup("/d//./x/")).isPresent();
    assertThat(tree.lookup("").orElseThrow().isDirectory()).isTrue();
  }

  @Test
  void listsADirectoryThroughLinks() {
    ImageTree tree =
        tree(tar().file("d/b", "1").file("d/a", "1").directory("d/c").symlink("l", "d"));
    assertThat(tree.list("l")).extracting(TreeEntry::path).containsExactly("d/a", "d/b", "d/c");
    assertThat(tree.list("d/a")).isEmpty();
    assertThat(tree.list("none")).isEmpty();
  }

  @Test
  void capturesWhatIsNeededAndSaysWhatIsNot() {
    byte[] large = new byte[LayerScan.MAX_CAPTURED_BYTES + 1];
    ImageTree tree =
        tree(
            tar()
                .file("usr/lib/bootc/kargs.d/a.toml", "k")
                .file("usr/share/x/app.container", "c")
                .file("usr/share/x/app.container.d/more.conf", "d")
                .file("etc/containers/registries.conf.d/x.conf", "r")
                .file("usr/lib/os-release", "o")
                .symlink("etc/os-release", "../usr/lib/os-release")
                .file("usr/bin/other", "x")
                .add(TarEntry.file("big.image", large.length), large));
    assertThat(tree.read("usr/lib/bootc/kargs.d/a.toml")).contains(new byte[] {'k'});
    assertThat(tree.read("/usr/share/x/app.container")).contains(new byte[] {'c'});
    assertThat(tree.read("usr/share/x/app.container.d/more.conf")).contains(new byte[] {'d'});
    assertThat(tree.read("etc/containers/registries.conf.d/x.conf")).contains(new byte[] {'r'});
    assertThat(tree.read("etc/os-release")).contains(new byte[] {'o'});
    assertThat(tree.read("nowhere")).isEmpty();
    assertThat(tree.read("usr/bin")).isEmpty();
    for (String path : List.of("usr/bin/other", "big.image")) {
      assertThatThrownBy(() -> tree.read(path))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> {
                assertThat(e.problem().code()).isEqualTo(ImagesProblem.FILE_NOT_CAPTURED);
                assertThat(e.problem().what()).contains(path);
              });
    }
  }

  @Test
  void capturesNoMoreThanItsShareOfMemory() {
    byte[] megabyte = new byte[1 << 20];
    TestTar layer = tar();
    for (int i = 0; i < 20; i++) {
      layer.add(TarEntry.file(i + ".image", megabyte.length), megabyte);
    }
    ImageTree tree = tree(layer);
    assertThat(tree.read("15.image")).isPresent();
    assertThatThrownBy(() -> tree.read("16.image")).isInstanceOf(ProblemException.class);
  }

  @Test
  void capturesFilesOfAnEncapsulatedCommitByTheNamesThatFollow() {
    ImageTree tree =
        tree(
            tar()
                .file("sysroot/ostree/repo/objects/aa/1.file", "one")
                .hardLink("usr/bin/a", "sysroot/ostree/repo/objects/aa/1.file")
                .hardLink("usr/lib/os-release", "sysroot/ostree/repo/objects/aa/1.file")
                .file("sysroot/ostree/repo/objects/aa/2.file", "two")
                .hardLink("usr/lib/x", "sysroot/ostree/repo/objects/aa/2.file"));
    assertThat(tree.read("usr/lib/os-release")).contains("one".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> tree.read("usr/lib/x")).isInstanceOf(ProblemException.class);
  }

  @Test
  void countsFilesOnce() {
    ImageTree tree =
        tree(
            tar()
                .directory("d")
                .file("d/a", "12345")
                .hardLink("d/b", "d/a")
                .hardLink("d/c", "d/a")
                .symlink("l", "d")
                .add(TarEntry.file("null", 0).withType(TarType.CHARACTER_DEVICE)),
            tar().file("d/.wh.a", "").file("empty", ""));
    // The root and d; the link b is the file now; l
    assertThat(tree.totals()).isEqualTo(new TreeTotals(2, 2, 1, 1, 1, 5, 4096));
    assertThat(tree.totals().inodes()).isEqualTo(5);
  }

  @Test
  void givesEntriesWithTheirAttributes() {
    TreeEntry entry =
        tree(tar()
                .add(
                    TarEntry.file("p", 1)
                        .withMode(04711)
                        .withXattr("user.z", new byte[0])
                        .withXattr("security.capability", new byte[] {1}),
                    new byte[1]))
            .lookup("p")
            .orElseThrow();
    assertThat(entry)
        .isEqualTo(
            new TreeEntry(
                "p",
                EntryType.FILE,
                1,
                04711,
                0,
                0,
                "",
                0,
                List.of("security.capability", "user.z")));
  }

  @Test
  void refusesWhatTheInstallerWouldRefuse() {
    for (TestTar layer :
        List.of(
            tar().file("../x", ""),
            tar().symlink("a", "b").file("a/x", ""),
            tar().directory("d").hardLink("e", "d"),
            tar().file("d/.wh...", ""),
            tar().symlink("d/.wh.x", "y"),
            tar().file("x".repeat(256), ""))) {
      assertThatThrownBy(() -> scan(layer))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().code()).isEqualTo(ImagesProblem.LAYER_INVALID));
    }
  }

  @Test
  void holdsALargeSystemInLittleMemory() {
    TestTar layer = tar();
    for (int i = 0; i < 100_000; i++) {
      layer.file("usr/share/folder" + i % 3000 + "/some-file-name-" + i, "");
    }
    byte[] bytes = layer.bytes();
    Runtime runtime = Runtime.getRuntime();
    long before = used(runtime);
    ImageTree tree;
    try {
      tree =
          ImageTree.merge(
              List.of(
                  LayerScan.scan(
                      new ByteArrayInputStream(bytes), LayerScan.Options.named("large"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    long held = used(runtime) - before;
    assertThat(tree.totals().files()).isEqualTo(100_000);
    assertThat(bytes).isNotEmpty();
    assertThat(held).as("bytes for 100000 entries").isLessThan(20 << 20);
  }

  private static long used(Runtime runtime) {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
