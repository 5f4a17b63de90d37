package dev.bootferry.partitioning.undo;

import dev.bootferry.partitioning.disk.Disk;
import dev.bootferry.partitioning.disk.Extent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A disk for trying out: what is written to it is remembered and read again, and the disk behind it
 * is not touched. Work that is done to it first tells exactly which bytes it will change.
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
  private final NavigableMap<Long, Piece> pieces = new TreeMap<>();

  Rehearsal(Disk disk) {
    this.disk = disk;
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

  /** Where something was written, in order of place, none over another. */
  List<Extent> written() {
    return pieces.values().stream().map(p -> new Extent(p.offset(), p.size())).toList();
  }

  @Override
  public void force() {}

  /** Leaves the disk behind it open, which is somebody else's. */
  @Override
  public void close() {}
}
