package dev.bootferry.partitioning.undo;

import dev.bootferry.partitioning.disk.Disk;
import dev.bootferry.partitioning.disk.Extent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A disk for trying out: what is written to it is remembered and read again, and the disk behind it
 * is not touched. Work that is done to it first tells exactly what it will change, write by write.
 *
 * <p>Zeros, which make up nearly all that erasing writes, take no memory.
 */
final class Rehearsal implements Disk {
  /** Bytes that were written; none in {@code bytes} when all are zero. */
  private record Piece(long offset, int size, byte @Nullable [] bytes) {
    long end() {
      return offset + size;
    }

    byte[] part(long from, long to) {
      return bytes == null
          ? new byte[(int) (to - from)]
          : Arrays.copyOfRange(bytes, (int) (from - offset), (int) (to - offset));
    }

    Piece clip(long from, long to) {
      return new Piece(from, (int) (to - from), bytes == null ? null : part(from, to));
    }
  }

  private final Disk disk;
  private final Change.Taker taker;
  private final NavigableMap<Long, Piece> pieces = new TreeMap<>();

  /**
   * Begins with the disk as it is.
   *
   * @param taker is told what each write changes; when it fails the write throws an {@link
   *     UncheckedIOException}
   */
  Rehearsal(Disk disk, Change.Taker taker) {
    this.disk = disk;
    this.taker = taker;
  }

  @Override
  public String name() {
    return disk.name();
  }

  @Override
  public long size() {
    return disk.size();
  }

  @Override
  public byte[] read(Extent extent) {
    byte[] bytes = disk.read(extent);
    for (Piece piece : over(extent)) {
      long from = Math.max(piece.offset(), extent.offset());
      long to = Math.min(piece.end(), extent.end());
      System.arraycopy(
          piece.part(from, to), 0, bytes, (int) (from - extent.offset()), (int) (to - from));
    }
    return bytes;
  }

  @Override
  public void write(long offset, byte[] bytes) {
    if (bytes.length == 0) {
      return;
    }
    Extent extent = new Extent(offset, bytes.length);
    if (extent.end() > size()) {
      throw new IllegalArgumentException("behind the end of " + name() + ": " + extent);
    }
    try {
      Change.between(offset, read(extent), bytes, taker);
    } catch (IOException e) {
      throw new UncheckedIOException(String.valueOf(e.getMessage()), e);
    }
    for (Piece old : over(extent)) {
      pieces.remove(old.offset());
      if (old.offset() < extent.offset()) {
        pieces.put(old.offset(), old.clip(old.offset(), extent.offset()));
      }
      if (old.end() > extent.end()) {
        pieces.put(extent.end(), old.clip(extent.end(), old.end()));
      }
    }
    pieces.put(
        offset, new Piece(offset, bytes.length, Change.isZero(bytes) ? null : bytes.clone()));
  }

  private List<Piece> over(Extent extent) {
    List<Piece> found = new ArrayList<>();
    Map.Entry<Long, Piece> before = pieces.lowerEntry(extent.offset());
    if (before != null && before.getValue().end() > extent.offset()) {
      found.add(before.getValue());
    }
    found.addAll(pieces.subMap(extent.offset(), extent.end()).values());
    return found;
  }

  @Override
  public void force() {}

  /** Leaves the disk behind it open, which is somebody else's. */
  @Override
  public void close() {}
}
