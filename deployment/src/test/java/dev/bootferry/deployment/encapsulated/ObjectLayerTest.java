package dev.bootferry.deployment.encapsulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootferry.core.Digest;
import dev.bootferry.deployment.objects.Checksum;
import dev.bootferry.deployment.objects.CommitObject;
import dev.bootferry.deployment.objects.DirMeta;
import dev.bootferry.deployment.objects.DirTree;
import dev.bootferry.deployment.objects.FileObjectWriter;
import dev.bootferry.deployment.objects.ObjectStore;
import dev.bootferry.deployment.objects.ObjectType;
import dev.bootferry.deployment.objects.TreeRef;
import dev.bootferry.images.tar.TarEntry;
import dev.bootferry.images.tar.TarWriter;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.SystemCommandRunner;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made to do harm, or damaged, ends in an error and leaves nothing that is wrong. */
@Tag("system")
class ObjectLayerTest {
  private static final byte[] NO_XATTRS = {};
  private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);
  private static final String REPOSITORY = "sysroot/ostree/repo/";

  @TempDir Path folder;
  private final SystemCommandRunner host = new SystemCommandRunner();
  private ObjectStore objects = new ObjectStore(Path.of("/nonexistent"));

  /** Of a file of root's, mode 0644, with this content, as ostree computes it. */
  private Checksum file = new Checksum("0".repeat(64));

  @BeforeEach
  void makeRepository() throws IOException {
    Path repository = folder.resolve("repo");
    host.run(Command.of("ostree", "init", "--mode=bare", "--repo=" + repository));
    objects = new ObjectStore(repository);
    Path sample = Files.write(folder.resolve("sample"), CONTENT);
    host.run(Command.of("chmod", "0644", sample.toString()));
    file = new Checksum(host.run(Command.of("ostree", "checksum", sample.toString())).text());
  }

  /** Writes the entries of a layer. */
  @FunctionalInterface
  private interface Layer {
    void write(TarWriter tar) throws IOException;
  }

  private LayerObjects read(boolean withCommit, Layer layer) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarWriter tar = new TarWriter(out)) {
      layer.write(tar);
    }
    Path temporary = Files.createTempDirectory(folder, "objects");
    try (FileObjectWriter writer = new FileObjectWriter(objects, temporary)) {
      return ObjectLayer.read(
          new ByteArrayInputStream(out.toByteArray()), "the layer", objects, writer, withCommit);
    } finally {
      try (Stream<Path> left = Files.list(temporary)) {
        assertThat(left.filter(_ -> !withCommit).count()).isLessThan(2);
      }
    }
  }

  private void refused(boolean withCommit, String why, Layer layer) {
    assertThatThrownBy(() -> read(withCommit, layer))
        .hasMessageContaining(why)
        .hasMessageContaining("the layer");
  }

  private static String path(Checksum checksum, String suffix) {
    String hex = checksum.hex();
    return REPOSITORY + "objects/" + hex.substring(0, 2) + "/" + hex.substring(2) + "." + suffix;
  }

  private static void put(TarWriter tar, String path, byte[] content) throws IOException {
    tar.write(TarEntry.file(path, content.length), content);
  }

  private void announced(TarWriter tar) throws IOException {
    put(tar, path(file, "file-xattrs-link"), NO_XATTRS);
  }

  @Test
  void aFileIsStoredUnderItsChecksum() throws IOException {
    LayerObjects read =
        read(
            false,
            tar -> {
              tar.write(TarEntry.directory("sysroot/ostree/repo/objects"));
              put(tar, REPOSITORY + "config", CONTENT);
              announced(tar);
              put(tar, path(file, "file"), CONTENT);
              tar.write(TarEntry.hardLink("usr/bin/tool", path(file, "file")));
            });
    assertThat(read.files()).containsExactly(file);
    assertThat(objects.path(ObjectType.FILE, file)).hasBinaryContent(CONTENT);
    assertThat(objects.path(ObjectType.FILE, file).toFile().lastModified()).isZero();
    assertThat(folder.resolve("usr")).doesNotExist();
  }

  @Test
  void aFileOfAnotherChecksumIsNot() throws IOException {
    refused(
        false,
        "another checksum",
        tar -> {
          announced(tar);
          put(tar, path(file, "file"), "changed".getBytes(StandardCharsets.UTF_8));
        });
    refused(
        false,
        "another checksum",
        tar -> {
          announced(tar);
          tar.write(TarEntry.file(path(file, "file"), CONTENT.length).withMode(04755), CONTENT);
        });
    assertThat(objects.has(ObjectType.FILE, file)).isFalse();
  }

  @Test
  void attributesBelongToTheFileThatFollows() {
    refused(false, "attributes are missing", tar -> put(tar, path(file, "file"), CONTENT));
    Checksum other = new Checksum("a".repeat(64));
    refused(
        false,
        "attributes are missing",
        tar -> {
          put(tar, path(other, "file-xattrs-link"), NO_XATTRS);
          put(tar, path(file, "file"), CONTENT);
        });
    refused(
        false,
        "file before it is missing",
        tar -> {
          announced(tar);
          announced(tar);
        });
    refused(
        false,
        "not before it",
        tar ->
            tar.write(
                TarEntry.hardLink(path(file, "file-xattrs-link"), path(other, "file-xattrs"))));
    refused(false, "another checksum", tar -> put(tar, path(other, "file-xattrs"), NO_XATTRS));
    refused(
        false,
        "not what it should be",
        tar -> put(tar, path(file, "file-xattrs-link"), new byte[] {1, 2, 3, 4, 5}));
    refused(
        false,
        "larger than",
        tar -> put(tar, path(file, "file-xattrs-link"), new byte[(1 << 20) + 1]));
  }

  @Test
  void namesAreOfOstreesForm() {
    refused(false, "none of an object", tar -> put(tar, REPOSITORY + "objects/x", CONTENT));
    refused(false, "no such kind", tar -> put(tar, path(file, "program"), CONTENT));
    refused(false, "'..'", tar -> put(tar, REPOSITORY + "objects/../../../../etc/passwd", CONTENT));
    refused(
        false,
        "neither file nor symbolic link",
        tar -> {
          announced(tar);
          tar.write(TarEntry.hardLink(path(file, "file"), "etc/shadow"));
        });
    refused(
        false,
        "there twice",
        tar -> {
          announced(tar);
          put(tar, path(file, "file"), CONTENT);
          announced(tar);
          put(tar, path(file, "file"), CONTENT);
        });
  }

  @Test
  void metadataIsInTheFirstLayerOnlyAndInNormalForm() throws IOException {
    byte[] meta = DirMeta.PLAIN.bytes();
    Checksum checksum = new Checksum(Digest.sha256(meta).hex());
    refused(false, "only the first layer", tar -> put(tar, path(checksum, "dirmeta"), meta));
    refused(true, "another checksum", tar -> put(tar, path(file, "dirmeta"), meta));
    refused(true, "no commit", tar -> put(tar, path(checksum, "dirmeta"), meta));
    // A name that leads out of its directory.
    byte[] escaping =
        new String(new DirTree(Map.of("xx", file), Map.of()).bytes(), StandardCharsets.ISO_8859_1)
            .replace("xx", "..")
            .getBytes(StandardCharsets.ISO_8859_1);
    Checksum named = new Checksum(Digest.sha256(escaping).hex());
    refused(true, "not the name", tar -> put(tar, path(named, "dirtree"), escaping));
    assertThat(objects.has(ObjectType.DIR_TREE, named)).isFalse();
  }

  @Test
  void aCommitIsStoredOnlyWithAllThatItNames() throws IOException {
    TreeRef root =
        new TreeRef(
            objects.write(ObjectType.DIR_TREE, new DirTree(Map.of("a", file), Map.of()).bytes()),
            objects.write(ObjectType.DIR_META, DirMeta.PLAIN.bytes()));
    byte[] bytes = CommitObject.of(Map.of(), Optional.empty(), 1, root).bytes();
    Checksum checksum = new Checksum(Digest.sha256(bytes).hex());
    LayerObjects.Commit commit = new LayerObjects.Commit(checksum, bytes, Optional.empty());
    assertThatThrownBy(() -> EncapsulatedCommit.store(objects, commit, "the image"))
        .hasMessageContaining("no layer has its file object " + file);
    assertThat(objects.has(ObjectType.COMMIT, checksum)).isFalse();
  }

  @Test
  void foldersWithinFoldersWithoutEndAreRefused() throws IOException {
    Checksum meta = objects.write(ObjectType.DIR_META, DirMeta.PLAIN.bytes());
    // Every folder has the one below twice: 40 objects that would be a million million folders.
    TreeRef at =
        new TreeRef(
            objects.write(ObjectType.DIR_TREE, new DirTree(Map.of(), Map.of()).bytes()), meta);
    for (int i = 0; i < 40; i++) {
      DirTree tree = new DirTree(Map.of(), new TreeMap<>(Map.of("a", at, "b", at)));
      at = new TreeRef(objects.write(ObjectType.DIR_TREE, tree.bytes()), meta);
    }
    storingIsRefused(at, "more than");
    for (int i = 0; i < 3000; i++) {
      DirTree tree = new DirTree(Map.of(), Map.of("a", at));
      at =
          i == 0
              ? new TreeRef(
                  objects.write(ObjectType.DIR_TREE, new DirTree(Map.of(), Map.of()).bytes()), meta)
              : new TreeRef(objects.write(ObjectType.DIR_TREE, tree.bytes()), meta);
    }
    storingIsRefused(at, "deeper");
  }

  private void storingIsRefused(TreeRef root, String why) {
    byte[] bytes = CommitObject.of(Map.of(), Optional.empty(), 1, root).bytes();
    LayerObjects.Commit commit =
        new LayerObjects.Commit(new Checksum(Digest.sha256(bytes).hex()), bytes, Optional.empty());
    assertThatThrownBy(() -> EncapsulatedCommit.store(objects, commit, "the image"))
        .hasMessageContaining(why);
  }
}
