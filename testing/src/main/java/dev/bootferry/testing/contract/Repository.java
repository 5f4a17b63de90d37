package dev.bootferry.testing.contract;

import dev.bootferry.deployment.objects.Checksum;
import dev.bootferry.deployment.objects.CommitObject;
import dev.bootferry.deployment.objects.DirTree;
import dev.bootferry.deployment.objects.ObjectStore;
import dev.bootferry.deployment.objects.TreeRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads a repository, whole. */
record Repository(Path path) {
  ObjectStore objects() {
    return new ObjectStore(path);
  }

  /** All refs, of all kinds, by their whole name. */
  SortedMap<String, Checksum> refs() throws IOException {
    SortedMap<String, Checksum> refs = new TreeMap<>();
    Path heads = path.resolve("refs/heads");
    try (Stream<Path> files = Files.walk(heads)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          refs.put(heads.relativize(file).toString(), new Checksum(Files.readString(file).strip()));
        }
      }
    }
    return refs;
  }

  /** What a ref names. */
  Checksum ref(String name) throws IOException {
    return Optional.ofNullable(refs().get(name))
        .orElseThrow(() -> new IOException("there is no ref " + name));
  }

  /** The folder of a file in it. */
  static Path folder(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
  }

  /** All objects' files. */
  List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(path.resolve("objects"), 2)) {
      return files.filter(f -> !Files.isDirectory(f, LinkOption.NOFOLLOW_LINKS)).toList();
    }
  }

  CommitObject commit(Checksum checksum) throws IOException {
    return objects().commit(checksum);
  }

  /**
   * Everything in a tree: a file's path to its checksum, a directory's path with a slash at its end
   * to the checksum of its attributes.
   */
  SortedMap<String, String> flat(TreeRef root) throws IOException {
    SortedMap<String, String> flat = new TreeMap<>();
    flat("", root, flat);
    return flat;
  }

  private void flat(String prefix, TreeRef ref, SortedMap<String, String> into) throws IOException {
    into.put(prefix, ref.meta().hex());
    DirTree tree = objects().tree(ref.tree());
    tree.files().forEach((name, checksum) -> into.put(prefix + name, checksum.hex()));
    for (Map.Entry<String, TreeRef> directory : tree.directories().entrySet()) {
      flat(prefix + directory.getKey() + "/", directory.getValue(), into);
    }
  }
}
