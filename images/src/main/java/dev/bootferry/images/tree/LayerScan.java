package dev.bootferry.images.tree;

import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.layer.LayerPath;
import dev.bootferry.images.layer.LayerStream;
import dev.bootferry.images.tar.TarEntry;
import dev.bootferry.images.tar.TarReader;
import dev.bootferry.images.tar.TarType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the tar of one layer and keeps its metadata, and the contents of a few small files. */
public final class LayerScan {
  /** The largest file whose content is captured. */
  public static final int MAX_CAPTURED_BYTES = 1 << 20;

  /** Captured of one layer at most; beyond it, contents are left out as if they were too large. */
  static final long MAX_CAPTURED_TOTAL = 16 << 20;

  /**
   * How to scan.
   *
   * @param name of the layer, for messages: {@code layer sha256:12ab of quay.io/org/os:1}
   * @param capture whether the content of the regular file at this path (no slash at either end) is
   *     kept; asked beside {@link CapturedPaths#STANDARD}
   */
  public record Options(String name, Predicate<String> capture) {
    public static Options named(String name) {
      return new Options(name, path -> false);
    }
  }

  private final TarReader tar;
  private final String name;
  private final Predicate<String> capture;
  private final Node.Origin origin = new Node.Origin();
  private final DirectoryBuilder root = new DirectoryBuilder("", origin);
  private final List<Node> lowerLinks = new ArrayList<>();

  /** Few distinct values for many entries. */
  private final Map<Node.Attributes, Node.Attributes> attributes = new HashMap<>();

  private long captured;

  /** The content of the last file, while hard links to it may follow; see {@link #file}. */
  private @Nullable Node lastFile;

  private byte @Nullable [] lastContent;

  private LayerScan(InputStream stream, Options options) {
    this.name = options.name();
    this.tar = new TarReader(stream, name);
    this.capture = CapturedPaths.STANDARD.or(options.capture());
  }

  /**
   * Reads the whole stream to its end, also what follows the end of the archive, so that a stream
   * that verifies itself has done so. Leaves the stream open.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code tar-invalid}, {@code layer-invalid}
   */
  public static LayerContents scan(InputStream tar, Options options) throws IOException {
    try {
      return new LayerScan(tar, options).scan();
    } catch (ProblemException e) {
      throw LayerStream.judge(tar, e);
    }
  }

  private LayerContents scan() throws IOException {
    int ordinal = 0;
    for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
      if (ordinal == LayerPath.MAX_ENTRIES) {
        throw LayerPath.tooManyEntries(name);
      }
      LayerPath path = LayerPath.of(entry, name);
      if (path.kind() != LayerPath.Kind.IGNORED) {
        add(path, entry, ordinal);
      }
      ordinal++;
    }
    tar.drain();
    return new LayerContents(name, root.build(), origin, lowerLinks, ordinal);
  }

  private void add(LayerPath path, TarEntry entry, int ordinal) throws IOException {
    Node.Attributes attributesOf = attributes(entry);
    DirectoryBuilder parent = directory(LayerPath.parent(path.path()), entry);
    String leaf = path.path().substring(path.path().lastIndexOf('/') + 1);
    switch (path.kind()) {
      case WHITEOUT ->
          parent.put(Node.marker(leaf, Node.Kind.WHITEOUT, attributesOf, ordinal, origin));
      case OPAQUE -> parent.put(Node.marker(leaf, Node.Kind.OPAQUE, attributesOf, ordinal, origin));
      case ENTRY, IGNORED -> {
        if (path.path().isEmpty()) {
          if (entry.type() != TarType.DIRECTORY) {
            throw LayerPath.invalid(name, entry.path(), "is the root, but no directory");
          }
          root.describe(attributesOf, ordinal, origin);
        } else {
          entry(parent, leaf, path.path(), entry, attributesOf, ordinal);
        }
      }
    }
  }

  private void entry(
      DirectoryBuilder parent,
      String leaf,
      String path,
      TarEntry entry,
      Node.Attributes attributesOf,
      int ordinal)
      throws IOException {
    switch (entry.type()) {
      case DIRECTORY -> parent.directory(leaf, origin).describe(attributesOf, ordinal, origin);
      case FILE -> parent.put(file(leaf, path, entry, attributesOf, ordinal));
      case SYMLINK ->
          parent.put(
              Node.symlink(
                  leaf, attributesOf, LayerPath.symlinkTarget(entry, name), ordinal, origin));
      case HARD_LINK -> hardLink(parent, leaf, path, entry, attributesOf, ordinal);
      case CHARACTER_DEVICE, BLOCK_DEVICE, FIFO ->
          parent.put(Node.marker(leaf, Node.Kind.SPECIAL, attributesOf, ordinal, origin));
    }
  }

  /**
   * In the layers of an encapsulated ostree commit every file lies in {@code sysroot/ostree/repo}
   * and its real names follow at once, as hard links: its content is kept until that is known.
   */
  private Node file(
      String leaf, String path, TarEntry entry, Node.Attributes attributesOf, int ordinal)
      throws IOException {
    Node node = Node.file(leaf, attributesOf, entry.size(), ordinal, origin);
    lastFile = null;
    lastContent = null;
    boolean wanted = capture.test(path);
    if ((wanted || path.startsWith("sysroot/ostree/repo/objects/"))
        && entry.size() <= MAX_CAPTURED_BYTES) {
      lastFile = node;
      lastContent = tar.content().readAllBytes();
      if (wanted) {
        capture(node, lastContent);
      }
    }
    return node;
  }

  private void capture(Node node, byte[] content) {
    if (node.content == null && captured + content.length <= MAX_CAPTURED_TOTAL) {
      node.content = content;
      captured += content.length;
    }
  }

  private void hardLink(
      DirectoryBuilder parent,
      String leaf,
      String path,
      TarEntry entry,
      Node.Attributes attributesOf,
      int ordinal) {
    String target = LayerPath.ofLinkTarget(entry, name);
    if (root.hasDirectory(target)) {
      throw LayerPath.invalid(name, entry.path(), "is a hard link to a directory");
    }
    Node found = root.find(target).orElse(null);
    if (found != null && target.equals(path)) {
      return; // A link to itself changes nothing.
    }
    if (found == null || (found.inode == null && found.kind == Node.Kind.HARD_LINK)) {
      String below = found == null || found.link == null ? target : found.link;
      Node link = Node.lowerLink(leaf, attributesOf, below, ordinal, origin);
      lowerLinks.add(link);
      parent.put(link);
      return;
    }
    Node inode = found.target();
    byte[] content = lastContent;
    if (inode == lastFile && content != null && capture.test(path)) {
      capture(inode, content);
    }
    parent.put(Node.hardLink(leaf, inode, ordinal, origin));
  }

  private DirectoryBuilder directory(String path, TarEntry entry) {
    DirectoryBuilder at = root;
    int start = 0;
    while (start < path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      String component = path.substring(start, end);
      Node leaf = at.leaf(component);
      if (leaf != null && leaf.target().kind == Node.Kind.SYMLINK) {
        throw LayerPath.invalid(
            name, entry.path(), "is below a symbolic link that the same layer made");
      }
      at = at.directory(component, origin);
      start = end + 1;
    }
    return at;
  }

  private Node.Attributes attributes(TarEntry entry) {
    if (entry.uid() > 0xFFFF_FFFEL || entry.gid() > 0xFFFF_FFFEL) {
      throw LayerPath.invalid(name, entry.path(), "has an owner of more than 32 bits");
    }
    Node.Attributes value =
        new Node.Attributes(
            entry.mode(),
            (int) entry.uid(),
            (int) entry.gid(),
            List.copyOf(entry.xattrs().keySet()));
    return attributes.computeIfAbsent(value, v -> v);
  }
}
