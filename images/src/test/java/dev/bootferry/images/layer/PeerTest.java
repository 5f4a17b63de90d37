package dev.bootferry.images.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.Digest;
import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.MediaTypes;
import dev.bootferry.images.tar.TarEntry;
import dev.bootferry.images.tar.TarReader;
import dev.bootferry.images.tar.TarType;
import dev.bootferry.images.tree.EntryType;
import dev.bootferry.images.tree.ImageTree;
import dev.bootferry.images.tree.LayerContents;
import dev.bootferry.images.tree.LayerScan;
import dev.bootferry.images.tree.TreeEntry;
import dev.bootferry.linux.files.Directory;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandRunner;
import dev.bootferry.linux.process.SystemCommandRunner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares what becomes of layers with what other tools make of them. */
@Tag("system")
class PeerTest {
  private final CommandRunner commands = new SystemCommandRunner();
  @TempDir Path folder;

  private void run(String... argv) {
    commands.run(Command.of(argv));
  }

  private Path applied(byte[] tar, String name, LowerFiles lower) throws IOException {
    Path directory = Files.createDirectory(folder.resolve(name));
    new LayerApplier(LayerPolicy.AS_IS, lower)
        .apply(new ByteArrayInputStream(tar), "layer " + name, directory);
    return directory;
  }

  private static long seed() {
    long seed = Long.getLong("seed", new Random().nextLong());
    System.getLogger("test").log(System.Logger.Level.INFO, "seed " + seed);
    return seed;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--format=posix",
        "--format=posix --sparse-version=0.0",
        "--format=posix --sparse-version=0.1",
        "--format=posix --sparse-version=1.0",
        "--format=gnu",
      })
  void appliesWhatGnuTarWroteInAnyFormat(String options) throws IOException {
    Path source = Files.createDirectory(folder.resolve("source"));
    commands.run(
        Command.of(
                "sh",
                "-ec",
                """
                mkdir -p d/e; echo x >d/f; ln d/f d/g; ln -s f d/l; chmod 6711 d/f
                head -c 70000 /dev/zero | tr '\\0' q >big
                for i in $(seq 0 2 60); do
                  printf data$i | dd of=sparse bs=1 seek=$((i * 100000)) conv=notrunc status=none
                done
                truncate -s 20M sparse; truncate -s 3M allhole
                mkdir -p $(printf 'long%.0s' $(seq 50))/$(printf 'name%.0s' $(seq 50))
                touch $(printf 'long%.0s' $(seq 50))/$(printf 'name%.0s' $(seq 50))/file
                ln -s $(printf 'target%.0s' $(seq 60)) longlink
                touch umläut; touch -d '1965-04-05 06:07:08.5' old; touch -d 2500-01-01 future
                chown 3000000:4000000 big; setcap cap_net_raw+ep d/f
                setfattr -n user.b -v 0x00ff0a3d big
                chmod 1777 d/e
                """)
            .withDirectory(source));
    List<String> argv = new ArrayList<>(List.of("tar", "-cf", "../source.tar", "-S"));
    argv.addAll(List.of(options.split(" ", -1)));
    if (options.contains("posix")) {
      argv.addAll(List.of("--xattrs", "--xattrs-include=*"));
    }
    argv.add(".");
    commands.run(Command.of(argv).withDirectory(source));
    byte[] tar = Files.readAllBytes(folder.resolve("source.tar"));
    Path mine = applied(tar, "mine", LowerFiles.NONE);
    Path peer = Files.createDirectory(folder.resolve("peer"));
    run(
        "tar",
        "-xpf",
        folder.resolve("source.tar").toString(),
        "-C",
        peer.toString(),
        "--numeric-owner",
        "--xattrs",
        "--xattrs-include=*");
    assertThat(TreeSnapshot.of(mine)).isEqualTo(TreeSnapshot.of(peer));
    if (options.contains("posix")) {
      assertThat(TreeSnapshot.of(mine)).isEqualTo(TreeSnapshot.of(source));
    }
    assertThat(blocks(mine, "sparse") * 512).as("of 20 MiB").isLessThan(1 << 20);
    assertThat(blocks(mine, "allhole")).isZero();
  }

  private static long blocks(Path root, String name) throws IOException {
    try (Directory directory = Directory.open(root)) {
      return directory.status(name).orElseThrow().blocks();
    }
  }

  @Test
  void appliesALayerAsGnuTarDoes() throws IOException {
    long seed = seed();
    byte[] tar = new RandomLayers(seed).next(400);
    Files.write(folder.resolve("layer.tar"), tar);
    Path peer = Files.createDirectory(folder.resolve("peer"));
    run(
        "tar",
        "-xpf",
        folder.resolve("layer.tar").toString(),
        "-C",
        peer.toString(),
        "--numeric-owner",
        "--xattrs",
        "--xattrs-include=*");
    Path mine = applied(tar, "mine", LowerFiles.NONE);
    assertThat(withoutDirectoryXattrs(withoutDirectoryTimes(TreeSnapshot.of(mine))))
        .as("seed %d", seed)
        .isEqualTo(withoutDirectoryXattrs(withoutDirectoryTimes(TreeSnapshot.of(peer))));
    assertThat(directoryTimes(mine)).as("seed %d", seed).containsAllEntriesOf(lastTimes(tar));
  }

  /** GNU tar gives up a directory's time when the directory comes a second time. */
  private static SortedMap<String, String> withoutDirectoryTimes(SortedMap<String, String> lines) {
    SortedMap<String, String> result = new TreeMap<>();
    lines.forEach((path, line) ->
        result.put(
            path,
            line.startsWith("DIRECTORY")
                ? line.replaceFirst("( [0-9]+:[0-9]+) \\S+", "$1")
                : line));
    return result;
  }

  /** Nor does it take attributes away that the directory had the first time. */
  private static SortedMap<String, String> withoutDirectoryXattrs(SortedMap<String, String> lines) {
    SortedMap<String, String> result = new TreeMap<>(lines);
    result.replaceAll(
        (path, line) -> line.startsWith("DIRECTORY") ? line.replaceAll(" user\\..*", "") : line);
    return result;
  }

  private static Map<String, String> directoryTimes(Path root) throws IOException {
    Map<String, String> times = new TreeMap<>();
    TreeSnapshot.of(root)
        .forEach((path, line) -> {
          if (line.startsWith("DIRECTORY")) {
            times.put(path, line.split(" ", -1)[3]);
          }
        });
    return times;
  }

  private static Map<String, String> lastTimes(byte[] tar) throws IOException {
    Map<String, String> times = new TreeMap<>();
    TarReader reader = new TarReader(new ByteArrayInputStream(tar), "tar");
    for (TarEntry entry = reader.next(); entry != null; entry = reader.next()) {
      if (entry.type() == TarType.DIRECTORY) {
        times.put(
            entry.path().text().replace("./", ""), entry.mtimeSeconds() + "." + entry.mtimeNanos());
      }
    }
    return times;
  }

  @Test
  void mergesLayersAsUmociDoes() throws IOException {
    long seed = seed();
    RandomLayers layers = new RandomLayers(seed);
    List<byte[]> tars = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      tars.add(layers.next(60));
    }
    layout(tars);
    run(
        "umoci",
        "unpack",
        "--image",
        folder.resolve("layout") + ":latest",
        folder.resolve("bundle").toString());
    SortedMap<String, String> peer = comparable(folder.resolve("bundle/rootfs"));

    List<LayerContents> contents = new ArrayList<>();
    List<Path> directories = new ArrayList<>();
    for (byte[] tar : tars) {
      String name = "layer" + directories.size();
      contents.add(LayerScan.scan(new ByteArrayInputStream(tar), LayerScan.Options.named(name)));
      directories.add(applied(tar, name, LowerLayers.staged(directories)));
    }
    assertThat(described(ImageTree.merge(contents)))
        .as("tree, seed %d", seed)
        .isEqualTo(shortened(peer));
    assertThat(comparable(overlaid(directories))).as("files, seed %d", seed).isEqualTo(peer);
  }

  /** An OCI layout of an image of these layers. */
  private void layout(List<byte[]> tars) throws IOException {
    List<JsonValue> layers = new ArrayList<>();
    List<String> diffIds = new ArrayList<>();
    for (byte[] tar : tars) {
      Descriptor descriptor = blob(MediaTypes.OCI_LAYER, tar);
      layers.add(descriptor.toJson());
      diffIds.add(descriptor.digest().toString());
    }
    byte[] config =
        Json.write(
            JsonValue.object()
                .put("architecture", "amd64")
                .put("os", "linux")
                .put(
                    "rootfs",
                    JsonValue.object()
                        .put("type", "layers")
                        .put("diff_ids", JsonValue.ofStrings(diffIds))
                        .build())
                .build());
    byte[] manifest =
        Json.write(
            JsonValue.object()
                .put("schemaVersion", 2)
                .put("mediaType", MediaTypes.OCI_MANIFEST)
                .put("config", blob(MediaTypes.OCI_CONFIG, config).toJson())
                .put("layers", JsonValue.of(layers))
                .build());
    Descriptor named = blob(MediaTypes.OCI_MANIFEST, manifest);
    byte[] index =
        Json.write(
            JsonValue.object()
                .put("schemaVersion", 2)
                .put(
                    "manifests",
                    JsonValue.of(
                        List.of(
                            new Descriptor(
                                    named.mediaType(),
                                    named.digest(),
                                    named.size(),
                                    Optional.empty(),
                                    Map.of("org.opencontainers.image.ref.name", "latest"))
                                .toJson())))
                .build());
    Files.write(folder.resolve("layout/index.json"), index);
    Files.writeString(folder.resolve("layout/oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
  }

  private Descriptor blob(String mediaType, byte[] content) throws IOException {
    Digest digest = Digest.sha256(content);
    Path blobs = Files.createDirectories(folder.resolve("layout/blobs/sha256"));
    Files.write(blobs.resolve(digest.hex()), content);
    return new Descriptor(mediaType, digest, content.length);
  }

  /** The layers as the kernel's overlay shows them, their whiteouts spelt its way. */
  private Path overlaid(List<Path> directories) throws IOException {
    List<String> lower = new ArrayList<>();
    for (Path directory : directories) {
      commands.run(
          Command.of(
                  "sh",
                  "-ec",
                  """
                  find . -name '.wh..wh..opq' | while IFS= read -r f; do
                    rm "$f"; setfattr -n trusted.overlay.opaque -v y "${f%/*}"; done
                  find . -name '.wh.*' | while IFS= read -r f; do
                    rm "$f"; n="${f%/*}/${f##*/.wh.}"
                    if [ -d "$n" ]; then setfattr -n trusted.overlay.opaque -v y "$n"
                    elif [ ! -e "$n" ] && [ ! -L "$n" ]; then mknod "$n" c 0 0; fi; done
                  """)
              .withDirectory(directory));
      lower.addFirst(directory.toString());
    }
    Path copy = folder.resolve("copy");
    Files.createDirectory(folder.resolve("mount"));
    // In a mount namespace of its own, so that nothing stays mounted whatever happens.
    run(
        "unshare",
        "-m",
        "sh",
        "-ec",
        "mount -t overlay overlay -o lowerdir=\"$1\" \"$2\"; cp -a \"$2\" \"$3\"",
        "sh",
        String.join(":", lower),
        folder.resolve("mount").toString(),
        copy.toString());
    return copy;
  }

  /**
   * Without what the ways to merge differ in: links across layers, times of directories, which
   * change when something is put in them, and the label that overlay leaves.
   */
  private static SortedMap<String, String> comparable(Path root) throws IOException {
    SortedMap<String, String> result = new TreeMap<>();
    TreeSnapshot.of(root)
        .forEach((path, line) -> {
          String compared =
              line.replaceAll(" link of .* (?=[0-9]+ [0-9a-f]{12}$)", " ")
                  .replaceAll(" trusted\\.overlay\\.[a-z]+=\\S*", "");
          if (line.startsWith("DIRECTORY")) {
            compared = compared.replaceFirst("( [0-9]+:[0-9]+) \\S+", "$1");
          }
          result.put(path, compared);
        });
    return result;
  }

  /** What both a tree and a snapshot know: type, mode, owner, size. */
  private static SortedMap<String, String> shortened(SortedMap<String, String> snapshot) {
    SortedMap<String, String> result = new TreeMap<>();
    snapshot.forEach((path, line) -> {
      String[] words = line.split(" ", -1);
      String more =
          switch (words[0]) {
            case "REGULAR" -> words[words.length - 2];
            case "SYMLINK" -> words[words.length - 1];
            default -> "";
          };
      result.put(path, String.join(" ", words[0], words[1], words[2], more));
    });
    return result;
  }

  private static SortedMap<String, String> described(ImageTree tree) {
    SortedMap<String, String> result = new TreeMap<>();
    List<TreeEntry> entries = new ArrayList<>(tree.walk("").toList());
    entries.add(tree.lookup("").orElseThrow());
    for (TreeEntry entry : entries) {
      String type = entry.type() == EntryType.FILE ? "REGULAR" : entry.type().name();
      String more =
          entry.isFile()
              ? Long.toString(entry.size())
              : entry.isSymlink() ? entry.linkTarget() : "";
      int mode = entry.isSymlink() ? 0777 : entry.mode();
      result.put(
          entry.path(),
          String.format("%s %04o %d:%d %s", type, mode, entry.uid(), entry.gid(), more));
    }
    return result;
  }
}
