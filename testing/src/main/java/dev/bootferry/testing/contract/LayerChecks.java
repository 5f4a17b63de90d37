package dev.bootferry.testing.contract;

import dev.bootferry.core.Digest;
import dev.bootferry.core.io.ByteCounter;
import dev.bootferry.deployment.imports.ContainerRefs;
import dev.bootferry.deployment.objects.CommitObject;
import dev.bootferry.images.layer.LayerStream;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.tar.TarEntry;
import dev.bootferry.images.tar.TarReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Each layer's ref holds exactly its own layer, and merging them gives the deployed tree. */
final class LayerChecks {
  private static final Set<String> EMPTIED = Set.of("run", "tmp", "proc", "sys", "dev");

  /** What a layer changes there is in the tree only where hard links lead to it. */
  private static final String REPOSITORY = "sysroot/ostree/repo";

  private LayerChecks() {}

  static List<Check> run(Repository repository, Expected expected) throws IOException {
    Checks checks = new Checks("layers");
    SetImage base = expected.set().set().base();
    int encapsulated = EncapsulatedChecks.layers(base);
    EncapsulatedChecks.run(checks, repository, expected);
    SortedMap<String, String> merged =
        encapsulated == 0
            ? new TreeMap<>()
            : repository.flat(EncapsulatedChecks.commit(repository, base).root());
    List<Descriptor> layers = base.manifest().layers();
    for (int i = encapsulated; i < layers.size(); i++) {
      Descriptor descriptor = layers.get(i);
      Digest diffId = base.config().diffIds().get(i);
      CommitObject commit =
          repository.commit(repository.ref(ContainerRefs.layer(descriptor.digest())));
      SortedMap<String, String> flat = repository.flat(commit.root());
      merge(merged, flat);
      checks.rule(
          "the ref of layer " + i + " holds exactly that layer",
          () -> {
            try (LayerStream stream =
                LayerStream.open(
                    expected.set().blobs(base),
                    descriptor,
                    diffId,
                    base.reference(),
                    ByteCounter.NONE)) {
              return differs(entries(stream), flat, expected.selinux());
            }
          });
    }
    merged.remove("usr/etc/hostname", FileChecksumOfEmpty.VALUE);
    merged.remove("usr/etc/resolv.conf", FileChecksumOfEmpty.VALUE);
    CommitObject commit = repository.commit(repository.ref(expected.target().imageRef()));
    checks.rule(
        "merging the layers gives the image",
        () -> difference(merged, repository.flat(commit.root())));
    return checks.results();
  }

  /** What a build leaves behind: an empty file of root's, mode 0644. */
  private static final class FileChecksumOfEmpty {
    private static final String VALUE;

    static {
      try {
        VALUE = FileChecksum.regular(0, 0, 0644, Map.of(), java.io.InputStream.nullInputStream());
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  /**
   * What ostree should hold of a layer: a file's path to its checksum, a directory's path with a
   * slash to nothing.
   */
  private static Map<String, String> entries(LayerStream stream) throws IOException {
    Map<String, String> entries = new HashMap<>();
    Map<String, String> changedObjects = new HashMap<>();
    TarReader tar = new TarReader(stream, stream.name());
    for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
      String path = place(entry.path().text());
      if (path.equals("-")) {
        continue;
      }
      boolean whiteout = path.substring(path.lastIndexOf('/') + 1).startsWith(".wh.");
      switch (entry.type()) {
        case FILE -> {
          entries.remove(path + "/");
          (path.startsWith(REPOSITORY) ? changedObjects : entries)
              .put(
                  path,
                  FileChecksum.regular(
                      whiteout ? 0 : entry.uid(),
                      whiteout ? 0 : entry.gid(),
                      whiteout ? 0644 : entry.mode(),
                      whiteout ? Map.of() : entry.xattrs(),
                      whiteout ? java.io.InputStream.nullInputStream() : tar.content()));
        }
        case SYMLINK ->
            entries.put(
                path,
                FileChecksum.symlink(
                    entry.uid(), entry.gid(), entry.linkTarget().text(), entry.xattrs()));
        case DIRECTORY -> {
          if (!path.startsWith(REPOSITORY)) {
            entries.put(path.isEmpty() ? "" : path + "/", "");
          }
        }
        case HARD_LINK ->
            entries.put(
                path,
                entries.getOrDefault(
                    place(entry.linkTarget().text()),
                    changedObjects.getOrDefault(place(entry.linkTarget().text()), "lower layer")));
        case CHARACTER_DEVICE, BLOCK_DEVICE, FIFO -> {
          // ostree has no such files.
        }
      }
    }
    stream.drain();
    return entries;
  }

  /** Where the importer puts an entry; a dash for what it leaves out. */
  private static String place(String name) {
    List<String> parts = new ArrayList<>();
    for (String part : name.split("/", -1)) {
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    if (parts.isEmpty()) {
      return "";
    }
    if (parts.size() > 1 && EMPTIED.contains(parts.getFirst())) {
      return "-";
    }
    if (parts.getFirst().equals("etc")) {
      parts.addFirst("usr");
    }
    return String.join("/", parts);
  }

  private static Optional<String> differs(
      Map<String, String> wanted, SortedMap<String, String> found, boolean labelled) {
    for (Map.Entry<String, String> entry : wanted.entrySet()) {
      String actual = found.get(entry.getKey());
      if (actual == null) {
        return Optional.of(entry.getKey() + " is missing");
      }
      boolean comparable =
          !labelled && !entry.getValue().isEmpty() && !entry.getValue().equals("lower layer");
      if (comparable && !entry.getValue().equals(actual)) {
        return Optional.of(entry.getKey() + " is another file");
      }
    }
    // Folders may be there that the layer only implies.
    return found.keySet().stream()
        .filter(path -> !wanted.containsKey(path) && !path.endsWith("/") && !path.isEmpty())
        .map(path -> path + " is not in the layer")
        .findFirst();
  }

  /** Another way of merging than the one that is checked: by paths, one after the other. */
  private static void merge(SortedMap<String, String> lower, SortedMap<String, String> upper) {
    for (String path : upper.keySet()) {
      int slash = path.lastIndexOf('/');
      String folder = path.substring(0, slash + 1);
      String name = path.substring(slash + 1);
      if (name.equals(".wh..wh..opq")) {
        below(lower, folder).keySet().removeIf(p -> !p.equals(folder));
      } else if (name.startsWith(".wh.") && !name.startsWith(".wh..wh.")) {
        String hidden = folder + name.substring(4);
        lower.remove(hidden);
        below(lower, hidden + "/").clear();
      }
    }
    upper.forEach((path, checksum) -> {
      String name = path.substring(path.lastIndexOf('/') + 1);
      if (name.startsWith(".wh.")) {
        return;
      }
      if (path.endsWith("/")) {
        lower.remove(path.substring(0, path.length() - 1));
      } else {
        below(lower, path + "/").clear();
      }
      lower.put(path, checksum);
    });
  }

  /** All that begins with this folder, itself included; the whole for the root. */
  private static SortedMap<String, String> below(SortedMap<String, String> paths, String folder) {
    return folder.isEmpty()
        ? paths
        : paths.subMap(folder, folder.substring(0, folder.length() - 1) + "0");
  }

  private static Optional<String> difference(
      SortedMap<String, String> wanted, SortedMap<String, String> found) {
    for (Map.Entry<String, String> entry : wanted.entrySet()) {
      if (!entry.getValue().equals(found.get(entry.getKey()))) {
        return Optional.of(
            "'"
                + entry.getKey()
                + "' is "
                + found.getOrDefault(entry.getKey(), "missing")
                + ", not "
                + entry.getValue());
      }
    }
    return found.keySet().stream()
        .filter(path -> !wanted.containsKey(path))
        .map(path -> "'" + path + "' is in no layer")
        .findFirst();
  }
}
