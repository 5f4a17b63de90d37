package dev.bootferry.images.layer;

import dev.bootferry.core.Digest;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.tar.TarEntry;
import dev.bootferry.images.tar.TarName;
import dev.bootferry.images.tar.TarType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Where an entry of a layer belongs, and what it means there (OCI image specification, "Image Layer
 * Filesystem Changeset").
 *
 * @param path relative to the root, without empty components, {@code .} and {@code ..}; empty for
 *     the root
 */
public record LayerPath(String path, Kind kind) {
  /** Begins the name of a whiteout. */
  public static final String WHITEOUT_PREFIX = ".wh.";

  /** The whiteout that empties its directory of what lower layers put there. */
  public static final String OPAQUE = ".wh..wh..opq";

  /** Names of aufs's own, which long ago leaked into layers; they mean nothing. */
  private static final String AUFS_PREFIX = ".wh..wh.";

  /** Begins the name as a file of a whiteout whose own is too long for one; see {@link #onDisk}. */
  private static final String LONG_PREFIX = AUFS_PREFIX + "long.";

  /** Ten times what large systems hold; a layer that has more is made to do harm. */
  public static final int MAX_ENTRIES = 2_000_000;

  private static final int MAX_PATH_BYTES = 4095;
  private static final int MAX_COMPONENT_BYTES = 255;

  /** What an entry is for. */
  public enum Kind {
    ENTRY,
    /** Hides the name behind the prefix, in lower layers. */
    WHITEOUT,
    /** Hides all that lower layers have in the same directory. */
    OPAQUE,
    /** Bookkeeping of another tool: left out. */
    IGNORED
  }

  /**
   * Judges an entry.
   *
   * @param layer the layer's name, for the error
   * @throws ProblemException {@code layer-invalid}: a name that is not UTF-8, leads outside by
   *     {@code ..}, is longer than Linux allows, or is a whiteout of no possible name
   */
  public static LayerPath of(TarEntry entry, String layer) {
    String path = normalised(entry.path(), layer);
    int slash = path.lastIndexOf('/');
    String name = path.substring(slash + 1);
    if (!path.startsWith(WHITEOUT_PREFIX) && !path.contains("/" + WHITEOUT_PREFIX)) {
      return new LayerPath(path, Kind.ENTRY);
    }
    if (name.equals(OPAQUE) && !parent(path).contains(WHITEOUT_PREFIX)) {
      return new LayerPath(path, requireFile(entry, Kind.OPAQUE, layer));
    }
    if (path.startsWith(AUFS_PREFIX) || path.contains("/" + AUFS_PREFIX)) {
      return new LayerPath(path, Kind.IGNORED);
    }
    String hidden = hidden(name);
    if (!name.startsWith(WHITEOUT_PREFIX)
        || parent(path).startsWith(WHITEOUT_PREFIX)
        || parent(path).contains("/" + WHITEOUT_PREFIX)) {
      throw invalid(layer, entry.path(), "is below a whiteout");
    }
    if (hidden.isEmpty() || hidden.equals(".") || hidden.equals("..")) {
      throw invalid(layer, entry.path(), "is a whiteout of a name that no file can have");
    }
    return new LayerPath(path, requireFile(entry, Kind.WHITEOUT, layer));
  }

  /**
   * The path that a hard link's target names, normalised as those of entries.
   *
   * @throws ProblemException {@code layer-invalid}
   */
  public static String ofLinkTarget(TarEntry entry, String layer) {
    String path = normalised(entry.linkTarget(), layer);
    if (path.isEmpty()) {
      throw invalid(layer, entry.path(), "is a hard link to the root");
    }
    if (path.startsWith(WHITEOUT_PREFIX) || path.contains("/" + WHITEOUT_PREFIX)) {
      throw invalid(layer, entry.path(), "is a hard link to a whiteout");
    }
    return path;
  }

  /**
   * The text of a symbolic link.
   *
   * @throws ProblemException {@code layer-invalid} when no link can have it
   */
  public static String symlinkTarget(TarEntry entry, String layer) {
    TarName target = entry.linkTarget();
    if (!target.isUtf8()) {
      throw invalid(
          layer, entry.path(), "links to a name that is not UTF-8, which ostree requires");
    }
    if (target.isEmpty() || target.length() > MAX_PATH_BYTES) {
      throw invalid(layer, entry.path(), "links to a name of " + target.length() + " bytes");
    }
    return target.text();
  }

  /** The name that a whiteout of this name hides. */
  public static String hidden(String whiteoutName) {
    return whiteoutName.substring(Math.min(WHITEOUT_PREFIX.length(), whiteoutName.length()));
  }

  /**
   * The name that a whiteout has as a file. It is its own, unless what it hides has a name so long
   * that there is no room for the prefix: then it is made of a digest, and is one that no entry of
   * a layer can have.
   */
  public static String onDisk(String whiteoutName) {
    byte[] bytes = whiteoutName.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= MAX_COMPONENT_BYTES
        ? whiteoutName
        : LONG_PREFIX + Digest.sha256(bytes).hex();
  }

  /** Whether a whiteout's file has this name because its own is too long. */
  public static boolean isShortened(String nameOnDisk) {
    return nameOnDisk.startsWith(LONG_PREFIX);
  }

  /** The path without its last component; empty for top-level names. */
  public static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  /** The problem of a layer that has more than {@link #MAX_ENTRIES}. */
  public static ProblemException tooManyEntries(String layer) {
    return new Problem(
            ImagesProblem.LAYER_INVALID,
            "read " + layer,
            "it has more than " + MAX_ENTRIES + " entries",
            "Build the image with fewer files, or check where it came from.")
        .exception();
  }

  /** The problem with one entry of a layer. */
  public static ProblemException invalid(String layer, TarName entry, String why) {
    return new Problem(
            ImagesProblem.LAYER_INVALID,
            "read " + layer,
            "its entry " + entry + " " + why,
            "The image is damaged or made to do harm: build it again, and check where it came from.")
        .exception();
  }

  private static Kind requireFile(TarEntry entry, Kind kind, String layer) {
    if (entry.type() != TarType.FILE && entry.type() != TarType.HARD_LINK) {
      throw invalid(layer, entry.path(), "is named as a whiteout but is no regular file");
    }
    return kind;
  }

  private static String normalised(TarName name, String layer) {
    if (!name.isUtf8()) {
      throw invalid(layer, name, "is not UTF-8, which ostree requires");
    }
    String text = name.text();
    if (isNormal(text)) {
      return checkLengths(text, name, layer);
    }
    List<String> components = new ArrayList<>();
    for (String component : text.split("/", -1)) {
      if (component.equals("..")) {
        throw invalid(layer, name, "leads outside by '..'");
      }
      if (!component.isEmpty() && !component.equals(".")) {
        components.add(component);
      }
    }
    return checkLengths(String.join("/", components), name, layer);
  }

  /** Whether there is nothing to do, which is usual. */
  private static boolean isNormal(String path) {
    int start = 0;
    while (start <= path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      if (end == start
          || (path.charAt(start) == '.' && end - start <= 2 && dots(path, start, end))) {
        return false;
      }
      start = end + 1;
    }
    return true;
  }

  private static boolean dots(String path, int start, int end) {
    return end - start == 1 || path.charAt(start + 1) == '.';
  }

  private static String checkLengths(String path, TarName name, String layer) {
    if (path.length() * 3 <= MAX_COMPONENT_BYTES) {
      return path;
    }
    // Counted here: splitting and encoding cost more than all else that is done with an entry.
    int bytes = 0;
    int component = begin(path, 0);
    int longest = 0;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      int encoded = c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
      bytes += encoded;
      component = c == '/' ? begin(path, i + 1) : component + encoded;
      longest = Math.max(longest, component);
    }
    if (bytes > MAX_PATH_BYTES) {
      throw invalid(layer, name, "is longer than the " + MAX_PATH_BYTES + " bytes Linux allows");
    }
    if (longest > MAX_COMPONENT_BYTES) {
      throw invalid(
          layer,
          name,
          "has a component longer than the " + MAX_COMPONENT_BYTES + " bytes Linux allows");
    }
    return path;
  }

  /** A whiteout's prefix does not count: what it hides may have a name of full length. */
  private static int begin(String path, int start) {
    return path.startsWith(WHITEOUT_PREFIX, start) ? -WHITEOUT_PREFIX.length() : 0;
  }
}
