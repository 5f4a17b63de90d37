package dev.bootferry.deployment.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeMergeTest {
  @TempDir Path repository;
  private ObjectStore objects = new ObjectStore(Path.of("/nonexistent"));

  @BeforeEach
  void makeRepository() throws IOException {
    Files.createDirectories(repository.resolve("tmp"));
    objects = new ObjectStore(repository);
  }

  /** Paths that end in a slash are directories; what follows {@code =} tells versions apart. */
  private TreeRef layer(String... entries) throws IOException {
    Map<String, String> byPath = new TreeMap<>();
    for (String entry : entries) {
      int equals = entry.indexOf('=');
      byPath.put(
          equals < 0 ? entry : entry.substring(0, equals),
          equals < 0 ? "" : entry.substring(equals + 1));
    }
    return tree("", byPath);
  }

  private TreeRef tree(String prefix, Map<String, String> byPath) throws IOException {
    Map<String, Checksum> files = new HashMap<>();
    Map<String, TreeRef> directories = new HashMap<>();
    for (Map.Entry<String, String> entry : byPath.entrySet()) {
      String path = entry.getKey();
      if (!path.startsWith(prefix) || path.equals(prefix)) {
        continue;
      }
      String rest = path.substring(prefix.length());
      int slash = rest.indexOf('/');
      if (slash < 0) {
        files.put(rest, file(entry.getValue()));
      } else {
        String name = rest.substring(0, slash);
        directories.put(name, tree(prefix + name + "/", byPath));
      }
    }
    Checksum content = objects.write(ObjectType.DIR_TREE, new DirTree(files, directories).bytes());
    return new TreeRef(content, sum("meta " + byPath.getOrDefault(prefix, "")));
  }

  private Checksum file(String content) throws IOException {
    Checksum checksum = sum("file " + content);
    Path path = objects.path(ObjectType.FILE, checksum);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
    return checksum;
  }

  private static Checksum sum(String text) {
    return Checksum.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> list(TreeRef ref) throws IOException {
    List<String> found = new ArrayList<>();
    list("", ref, found);
    return found;
  }

  private void list(String prefix, TreeRef ref, List<String> into) throws IOException {
    DirTree tree = objects.tree(ref.tree());
    for (Map.Entry<String, Checksum> file : tree.files().entrySet()) {
      into.add(
          prefix
              + file.getKey()
              + "="
              + Files.readString(objects.path(ObjectType.FILE, file.getValue())));
    }
    for (Map.Entry<String, TreeRef> directory : tree.directories().entrySet()) {
      into.add(prefix + directory.getKey() + "/");
      list(prefix + directory.getKey() + "/", directory.getValue(), into);
    }
  }

  private List<String> merged(TreeRef... layers) throws IOException {
    return list(new TreeMerge(objects, Set.of("usr/etc/hostname")).merge(List.of(layers)));
  }

  @Test
  void upperEntriesWin() throws IOException {
    assertThat(merged(layer("a=1", "d/x=1", "d/y=1"), layer("a=2", "d/x=2", "e/z=2")))
        .containsExactly("a=2", "d/", "d/x=2", "d/y=1", "e/", "e/z=2");
  }

  @Test
  void whiteoutsTakeAwayWhatIsBelowThem() throws IOException {
    assertThat(merged(layer("a=1", "d/x=1", "d/y=1"), layer(".wh.a=", "d/.wh.x=")))
        .containsExactly("d/", "d/y=1");
    assertThat(merged(layer("d/x=1"), layer(".wh.d="))).isEmpty();
  }

  @Test
  void whiteoutsLeaveTheirOwnLayerAlone() throws IOException {
    assertThat(merged(layer("d/x=1"), layer(".wh.d=", "d/new=2"))).containsExactly("d/", "d/new=2");
    assertThat(merged(layer("a=1"), layer(".wh.a=", "a=2"))).containsExactly("a=2");
  }

  @Test
  void opaqueDirectoriesHideAllBelow() throws IOException {
    assertThat(
            merged(
                layer("d/x=1", "d/sub/y=1", "e=1"),
                layer("d/.wh..wh..opq=", "d/new=2", "d/sub/z=2")))
        .containsExactly("e=1", "d/", "d/new=2", "d/sub/", "d/sub/z=2");
  }

  @Test
  void whiteoutsOfNothingVanish() throws IOException {
    assertThat(merged(layer("d/.wh.x=", "d/.wh..wh..opq=", ".wh..wh.plnk=", "d/y=1")))
        .containsExactly("d/", "d/y=1");
  }

  @Test
  void typesChange() throws IOException {
    assertThat(merged(layer("a/x=1"), layer("a=2"))).containsExactly("a=2");
    assertThat(merged(layer("a=1"), layer("a/x=2"))).containsExactly("a/", "a/x=2");
    assertThat(merged(layer("a/x=1"), layer("a=2"), layer("a/y=3"))).containsExactly("a/", "a/y=3");
  }

  @Test
  void uppermostAttributesOfDirectoriesCount() throws IOException {
    TreeRef merged =
        new TreeMerge(objects, Set.of()).merge(List.of(layer("d/=old", "d/x=1"), layer("d/=new")));
    assertThat(objects.tree(merged.tree()).directories().get("d"))
        .extracting(TreeRef::meta)
        .isEqualTo(sum("meta new"));
  }

  @Test
  void leavesOutWhatBuildsLeftBehind() throws IOException {
    assertThat(merged(layer("usr/etc/hostname=", "usr/etc/other=")))
        .containsExactly("usr/", "usr/etc/", "usr/etc/other=");
    assertThat(merged(layer("usr/etc/hostname=box"))).contains("usr/etc/hostname=box");
  }

  @Test
  void anUnchangedTreeKeepsItsName() throws IOException {
    TreeRef only = layer("a=1", "d/x=1", "d/é=2", "d/Z=3");
    assertThat(new TreeMerge(objects, Set.of()).merge(List.of(only))).isEqualTo(only);
  }
}
