package dev.bootferry.images.bundle;

import dev.bootferry.core.Digest;
import dev.bootferry.images.layout.LayoutPaths;
import dev.bootferry.images.model.Descriptor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where every file of a bundle's tar lies: a pure function of the list of paths and sizes. Files
 * are appended only, so that what is planned never moves. Immutable.
 */
public final class BundlePlan {
  private final Map<String, PlannedFile> files;
  private final long end;

  /**
   * One file of the tar.
   *
   * @param size bytes of its content
   * @param header offset of its header, bytes from the start of the tar
   */
  public record PlannedFile(String path, long size, long header) {
    /** Offset of its first byte. */
    public long content() {
      return header + EntryHeader.length(path, size);
    }

    /** Offset behind its content and the padding to a whole block. */
    public long end() {
      return content() + Math.ceilDiv(size, EntryHeader.BLOCK) * EntryHeader.BLOCK;
    }

    public byte[] headerBytes() {
      return EntryHeader.bytes(path, size);
    }
  }

  private BundlePlan(Map<String, PlannedFile> files, long end) {
    this.files = Collections.unmodifiableMap(files);
    this.end = end;
  }

  /** How every bundle begins: the layout's marker and the slot. */
  public static BundlePlan begin() {
    return new BundlePlan(Map.of(), 0)
        .with(LayoutPaths.MARKER, LayoutPaths.marker().length)
        .with(BundleSlot.PATH, BundleSlot.SIZE);
  }

  /**
   * This plan with one more file.
   *
   * @throws IllegalArgumentException when it is planned already
   */
  public BundlePlan with(String path, long size) {
    Map<String, PlannedFile> more = new LinkedHashMap<>(files);
    return new BundlePlan(more, append(more, end, path, size));
  }

  /** This plan with the blobs that it does not have yet, in the order given. */
  public BundlePlan withBlobs(Collection<Descriptor> blobs) {
    Map<String, PlannedFile> more = new LinkedHashMap<>(files);
    long position = end;
    for (Descriptor blob : blobs) {
      String path = LayoutPaths.blob(blob.digest());
      if (!more.containsKey(path)) {
        position = append(more, position, path, blob.size());
      }
    }
    return new BundlePlan(more, position);
  }

  private static long append(Map<String, PlannedFile> files, long at, String path, long size) {
    PlannedFile file = new PlannedFile(path, size, at);
    if (size < 0 || files.putIfAbsent(path, file) != null) {
      throw new IllegalArgumentException("planned twice, or of negative size: " + path);
    }
    return file.end();
  }

  /** In the order of the tar. */
  public List<PlannedFile> files() {
    return new ArrayList<>(files.values());
  }

  public Optional<PlannedFile> file(String path) {
    return Optional.ofNullable(files.get(path));
  }

  public Optional<PlannedFile> blob(Digest digest) {
    return file(LayoutPaths.blob(digest));
  }

  /** Offset of the next file's header. */
  public long end() {
    return end;
  }

  /** Bytes of the whole tar when no more files come: two zero blocks end it. */
  public long length() {
    return end + 2 * EntryHeader.BLOCK;
  }

  /**
   * SHA-256 of the list of files, the slot left out: for each a line of size, space and path, ended
   * by a line feed.
   */
  public Digest listDigest() {
    MessageDigest computation = Digest.newSha256();
    for (PlannedFile file : files.values()) {
      if (!file.path().equals(BundleSlot.PATH)) {
        String line = file.size() + " " + file.path() + "\n";
        computation.update(line.getBytes(StandardCharsets.UTF_8));
      }
    }
    return Digest.ofSha256(computation.digest());
  }
}
