package dev.bootferry.images.tree;

import dev.bootferry.core.Digest;
import dev.bootferry.core.io.ByteCounter;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.layer.LayerStream;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.source.BlobSource;
import dev.bootferry.images.tar.TarEntry;
import dev.bootferry.images.tar.TarReader;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The final file tree of an image, as metadata: all layers merged with the whiteouts, opaque
 * directories and type changes of the OCI image specification ("Image Layer Filesystem Changeset").
 *
 * <p>Paths are relative to the image's root; a slash at either end, empty components and {@code .}
 * do not matter. Immutable.
 */
public final class ImageTree {
  /** As many symbolic links as Linux follows in one path. */
  public static final int MAX_LINKS = 40;

  private final Node root;
  private final IdentityHashMap<Node.Origin, Integer> layers;

  private final Map<Digest, byte[]> records;

  private ImageTree(
      Node root, IdentityHashMap<Node.Origin, Integer> layers, Map<Digest, byte[]> records) {
    this.root = root;
    this.layers = layers;
    this.records = Map.copyOf(records);
  }

  /** The same with the records of its layers. */
  ImageTree withRecords(Map<Digest, byte[]> ofLayers) {
    return new ImageTree(root, layers, ofLayers);
  }

  /**
   * Records of the layers by the digests of their blobs, for a {@link LayerMemory}; empty when the
   * scan was not asked for them.
   */
  public Map<Digest, byte[]> layerRecords() {
    return records;
  }

  /**
   * Merges layers, the lowest first.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code layer-invalid} when a hard link
   *     names nothing
   */
  public static ImageTree merge(List<LayerContents> layers) {
    return merge(layers, List.of());
  }

  /**
   * As {@link #merge(List)}, for an image that encapsulates an ostree commit: the repository in its
   * layers is only the form in which files come; the tree has them under their own names.
   */
  public static ImageTree mergeEncapsulated(List<LayerContents> layers) {
    return merge(layers, List.of("sysroot/ostree"));
  }

  private static ImageTree merge(List<LayerContents> layers, List<String> leftOut) {
    IdentityHashMap<Node.Origin, Integer> indexes = new IdentityHashMap<>();
    for (int i = 0; i < layers.size(); i++) {
      indexes.put(layers.get(i).origin(), i);
    }
    return new ImageTree(LayerMerge.merge(layers, leftOut), indexes, Map.of());
  }

  /** The entry at exactly this path: no symbolic link is followed, {@code ..} is never found. */
  public Optional<TreeEntry> lookup(String path) {
    return PathWalk.exact(root, path).map(this::entry);
  }

  /**
   * The entry that the path leads to when the image's root is the root: links are followed, also
   * the last; absolute targets start at the image's root, and {@code ..} stops there.
   *
   * @return empty when it leads nowhere: a missing name, a name below something that is no
   *     directory, or more than {@link #MAX_LINKS} links. The entry's own path holds no link
   */
  public Optional<TreeEntry> resolve(String path) {
    return PathWalk.following(root, path).map(this::entry);
  }

  /**
   * What is directly in the directory that the path resolves to, sorted by name; nothing when there
   * is no such directory.
   */
  public List<TreeEntry> list(String directory) {
    return PathWalk.following(root, directory).stream()
        .flatMap(at -> at.children())
        .map(this::entry)
        .toList();
  }

  /** Everything below the directory that the path resolves to, sorted, parents before children. */
  public Stream<TreeEntry> walk(String directory) {
    return PathWalk.following(root, directory).stream().flatMap(at -> below(at)).map(this::entry);
  }

  private static Stream<PathWalk.At> below(PathWalk.At at) {
    return at.children().flatMap(child -> Stream.concat(Stream.of(child), below(child)));
  }

  /**
   * The content of the regular file that the path resolves to, as captured by the scan.
   *
   * @return empty when the path leads to no regular file
   * @throws dev.bootferry.core.problem.ProblemException {@code file-not-captured} when there is
   *     such a file but the scan did not keep its content: too large, or not asked for
   */
  public Optional<byte[]> read(String path) {
    return file(path)
        .map(at -> {
          byte[] content = at.node().target().content;
          if (content == null) {
            throw notCaptured(at, "its content was not kept when the layers were scanned");
          }
          return content.clone();
        });
  }

  /**
   * As {@link #read}, but fetches what was not captured by reading the file's layer again. The
   * layer is read to its end, so that what comes out is verified.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code file-not-captured} when the file is
   *     larger than {@link LayerScan#MAX_CAPTURED_BYTES}, or what {@link LayerStream} says
   */
  public Optional<byte[]> readFile(String path, BlobSource blobs, SetImage image)
      throws IOException {
    PathWalk.At at = file(path).orElse(null);
    if (at == null) {
      return Optional.empty();
    }
    Node inode = at.node().target();
    byte[] content = inode.content;
    if (content != null) {
      return Optional.of(content.clone());
    }
    if (inode.size > LayerScan.MAX_CAPTURED_BYTES) {
      throw notCaptured(
          at, "it is larger than the " + LayerScan.MAX_CAPTURED_BYTES + " bytes that are read");
    }
    int layer = layer(inode);
    Digest diffId = image.config().diffIds().get(layer);
    try (LayerStream stream =
        LayerStream.open(
            blobs,
            image.manifest().layers().get(layer),
            diffId,
            image.reference(),
            ByteCounter.NONE)) {
      byte[] found = contentOf(new TarReader(stream, stream.name()), inode.ordinal);
      stream.drain();
      return Optional.ofNullable(found);
    }
  }

  private static byte @Nullable [] contentOf(TarReader tar, int ordinal) throws IOException {
    int at = 0;
    for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
      if (at == ordinal) {
        return tar.content().readNBytes(LayerScan.MAX_CAPTURED_BYTES);
      }
      at++;
    }
    return null;
  }

  /**
   * Where the content of a regular file stands: for a hard link, that of the file it names.
   *
   * @param layer index of the layer, the lowest is 0
   * @param entry which entry of the layer's tar it is, from 0
   */
  public record ContentPlace(int layer, int entry) {}

  /** Where the content of the regular file that the path resolves to stands; empty for others. */
  public Optional<ContentPlace> contentPlace(String path) {
    return file(path)
        .map(at -> at.node().target())
        .map(inode -> new ContentPlace(layer(inode), inode.ordinal));
  }

  /** What the tree amounts to. */
  public TreeTotals totals() {
    return TotalsCount.of(root);
  }

  private Optional<PathWalk.At> file(String path) {
    return PathWalk.following(root, path).filter(at -> at.node().target().kind == Node.Kind.FILE);
  }

  private static ProblemException notCaptured(PathWalk.At at, String why) {
    return new Problem(
            ImagesProblem.FILE_NOT_CAPTURED,
            "read the image's file " + at.path() + " (" + at.node().size + " bytes)",
            why,
            "Make the file smaller, as such files are, and build the image again.")
        .exception();
  }

  private int layer(Node node) {
    return layers.getOrDefault(node.origin, 0);
  }

  private TreeEntry entry(PathWalk.At at) {
    Node node = at.node();
    Node inode = node.target();
    EntryType type =
        switch (inode.kind) {
          case FILE -> EntryType.FILE;
          case DIRECTORY -> EntryType.DIRECTORY;
          case SYMLINK -> EntryType.SYMLINK;
          case SPECIAL, HARD_LINK, WHITEOUT, OPAQUE -> EntryType.SPECIAL;
        };
    String link = type == EntryType.SYMLINK && inode.link != null ? inode.link : "";
    return new TreeEntry(
        at.path(),
        type,
        inode.size,
        inode.attributes.mode(),
        Integer.toUnsignedLong(inode.attributes.uid()),
        Integer.toUnsignedLong(inode.attributes.gid()),
        link,
        layer(node),
        inode.attributes.xattrs());
  }
}
