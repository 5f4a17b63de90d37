package dev.bootferry.deployment.encapsulated;

import dev.bootferry.core.Digest;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.deployment.objects.Checksum;
import dev.bootferry.deployment.objects.CommitObject;
import dev.bootferry.deployment.objects.DirMeta;
import dev.bootferry.deployment.objects.DirTree;
import dev.bootferry.deployment.objects.FileAttributes;
import dev.bootferry.deployment.objects.FileObjectWriter;
import dev.bootferry.deployment.objects.ObjectStore;
import dev.bootferry.deployment.objects.ObjectType;
import dev.bootferry.deployment.variant.VariantReader;
import dev.bootferry.images.layer.LayerPath;
import dev.bootferry.images.layer.LayerStream;
import dev.bootferry.images.tar.TarEntry;
import dev.bootferry.images.tar.TarReader;
import dev.bootferry.images.tar.TarType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads one layer of an encapsulated commit into a repository. Its tar holds a repository in mode
 * {@code bare-split-xattrs} and hard links that show the objects under their names in the system;
 * these are for container engines, and passed over here.
 *
 * <p>The tar is taken for hostile: no name of it becomes a path, every object has to have the
 * checksum that it is named by, and metadata has to be in normal form. Both formats are read, the
 * attributes as {@code .file-xattrs} (1) or in {@code xattrs/} (0).
 */
public final class ObjectLayer {
  /** As large as libostree accepts in a transfer. */
  private static final int MAX_METADATA = 10 << 20;

  /** What is still missing for the file object that comes next. */
  private record Announced(Checksum file, SortedMap<String, byte[]> xattrs) {}

  private final ObjectStore objects;
  private final FileObjectWriter writer;
  private final String name;
  private final TarReader tar;
  private final boolean withCommit;
  private final SplitAttributes attributes = new SplitAttributes();
  private final SortedSet<Checksum> files = new TreeSet<>();
  private @Nullable Announced announced;
  private @Nullable Checksum commit;
  private byte[] commitBytes = {};
  private byte @Nullable [] detached;

  private ObjectLayer(
      InputStream stream,
      String name,
      ObjectStore objects,
      FileObjectWriter writer,
      boolean withCommit) {
    this.objects = objects;
    this.writer = writer;
    this.name = name;
    this.tar = new TarReader(stream, name);
    this.withCommit = withCommit;
  }

  /**
   * Reads the layer to its end, so that it is verified. Leaves the stream open.
   *
   * @param withCommit whether it is the first layer, which has the commit and all metadata; others
   *     have files only
   * @throws ProblemException {@code encapsulation-invalid}, {@code tar-invalid}, {@code
   *     layer-invalid}, or what the stream says. Objects that were written until then remain, each
   *     of them whole
   */
  public static LayerObjects read(
      LayerStream stream, ObjectStore objects, FileObjectWriter writer, boolean withCommit)
      throws IOException {
    return read(stream, stream.name(), objects, writer, withCommit);
  }

  static LayerObjects read(
      InputStream stream,
      String name,
      ObjectStore objects,
      FileObjectWriter writer,
      boolean withCommit)
      throws IOException {
    try {
      return new ObjectLayer(stream, name, objects, writer, withCommit).read();
    } catch (ProblemException e) {
      throw LayerStream.judge(stream, e);
    }
  }

  private LayerObjects read() throws IOException {
    int count = 0;
    for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
      if (count++ == LayerPath.MAX_ENTRIES) {
        throw LayerPath.tooManyEntries(name);
      }
      String path = LayerPath.of(entry, name).path();
      if (entry.type() == TarType.DIRECTORY) {
        continue;
      }
      try {
        if (path.startsWith(ObjectName.OBJECTS)) {
          object(entry, path.substring(ObjectName.OBJECTS.length()));
        } else if (path.startsWith(ObjectName.ATTRIBUTES)) {
          Checksum checksum = new Checksum(path.substring(ObjectName.ATTRIBUTES.length()));
          attributes.put(checksum, content(entry, SplitAttributes.MAX_BYTES));
        }
      } catch (IllegalArgumentException e) {
        throw EncapsulatedCommit.invalid(
            "read " + name, "its entry " + path + " is not what it should be: " + e.getMessage());
      }
    }
    tar.drain();
    return new LayerObjects(files, found());
  }

  private Optional<LayerObjects.Commit> found() {
    if (!withCommit) {
      return Optional.empty();
    }
    Checksum checksum = commit;
    if (checksum == null) {
      throw EncapsulatedCommit.invalid("read " + name, "it has no commit");
    }
    return Optional.of(
        new LayerObjects.Commit(checksum, commitBytes, Optional.ofNullable(detached)));
  }

  private void object(TarEntry entry, String path) throws IOException {
    ObjectName object =
        ObjectName.parse(path)
            .orElseThrow(() -> new IllegalArgumentException("its name is none of an object"));
    Checksum checksum = object.checksum();
    switch (object.suffix()) {
      case "file" -> file(entry, checksum);
      case "file-xattrs" -> attributes.put(checksum, content(entry, SplitAttributes.MAX_BYTES));
      case "file-xattrs-link", "file.xattrs" -> announce(entry, checksum);
      case "commit" -> commit(entry, checksum);
      case "commitmeta" -> {
        byte[] bytes = metadata(entry);
        VariantReader.read("a{sv}", bytes);
        if (checksum.equals(commit)) {
          detached = bytes;
        }
      }
      case "dirtree" -> {
        byte[] bytes = named(metadata(entry), checksum);
        normal(bytes, DirTree.parse(bytes).bytes());
        objects.write(ObjectType.DIR_TREE, bytes);
      }
      case "dirmeta" -> {
        byte[] bytes = named(metadata(entry), checksum);
        normal(bytes, DirMeta.parse(bytes).bytes());
        objects.write(ObjectType.DIR_META, bytes);
      }
      default -> throw new IllegalArgumentException("there is no such kind of object");
    }
  }

  private void commit(TarEntry entry, Checksum checksum) throws IOException {
    byte[] bytes = named(metadata(entry), checksum);
    if (commit != null) {
      throw new IllegalArgumentException("it is a second commit");
    }
    CommitObject _ = CommitObject.parse(bytes);
    commit = checksum;
    commitBytes = bytes;
  }

  /** The attributes of the file that follows: a link to them, or they themselves. */
  private void announce(TarEntry entry, Checksum file) throws IOException {
    if (announced != null) {
      throw new IllegalArgumentException("the file before it is missing");
    }
    if (entry.type() == TarType.FILE) {
      byte[] bytes = content(entry, SplitAttributes.MAX_BYTES);
      announced = new Announced(file, FileAttributes.parseXattrs(bytes));
      return;
    }
    if (entry.type() != TarType.HARD_LINK) {
      throw new IllegalArgumentException("it is neither file nor hard link");
    }
    Checksum checksum = ObjectName.ofLinkTarget(entry.linkTarget().text());
    announced =
        new Announced(
            file,
            attributes
                .find(checksum)
                .orElseThrow(
                    () -> new IllegalArgumentException("what it links to is not before it")));
  }

  private void file(TarEntry entry, Checksum checksum) throws IOException {
    Announced of = announced;
    announced = null;
    if (of == null || !of.file().equals(checksum)) {
      throw new IllegalArgumentException("its extended attributes are missing");
    }
    if (!files.add(checksum)) {
      throw new IllegalArgumentException("it is there twice");
    }
    if (objects.has(ObjectType.FILE, checksum)) {
      return;
    }
    FileAttributes own = new FileAttributes(entry.uid(), entry.gid(), entry.mode(), of.xattrs());
    boolean agrees =
        switch (entry.type()) {
          case FILE -> writer.regular(own, tar.content(), checksum);
          case SYMLINK -> writer.symlink(own, LayerPath.symlinkTarget(entry, name), checksum);
          default -> throw new IllegalArgumentException("it is neither file nor symbolic link");
        };
    if (!agrees) {
      throw new IllegalArgumentException("it has another checksum");
    }
  }

  private byte[] metadata(TarEntry entry) throws IOException {
    if (!withCommit) {
      throw new IllegalArgumentException("only the first layer may hold metadata");
    }
    return content(entry, MAX_METADATA);
  }

  private byte[] content(TarEntry entry, int limit) throws IOException {
    if (entry.type() != TarType.FILE) {
      throw new IllegalArgumentException("it is no regular file");
    }
    if (entry.size() > limit) {
      throw new IllegalArgumentException("it is larger than " + limit + " bytes");
    }
    return tar.content().readAllBytes();
  }

  private static byte[] named(byte[] bytes, Checksum checksum) {
    if (!Digest.sha256(bytes).hex().equals(checksum.hex())) {
      throw new IllegalArgumentException("it has another checksum");
    }
    return bytes;
  }

  private static void normal(byte[] bytes, byte[] again) {
    if (!Arrays.equals(bytes, again)) {
      throw new IllegalArgumentException("it is not in normal form");
    }
  }
}
