package dev.bootferry.partitioning.undo;

import dev.bootferry.partitioning.disk.Extent;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Bytes of a disk, as they are and as they will be.
 *
 * @param offset on the disk
 * @param before and after have the same length
 */
record Change(long offset, byte[] before, byte[] after) {
  /** None is longer, which bounds the memory. */
  static final int MAX_SIZE = 1 << 20;

  /** What differs is told in pieces of this size. */
  private static final int STEP = 512;

  Change {
    if (before.length != after.length || before.length == 0) {
      throw new IllegalArgumentException(before.length + " bytes become " + after.length);
    }
  }

  Extent extent() {
    return new Extent(offset, before.length);
  }

  /** Which of the bytes that are found here are neither the old nor the new ones. */
  BitSet unexplained(byte[] found) {
    BitSet open = new BitSet(found.length);
    if (!Arrays.equals(found, before) && !Arrays.equals(found, after)) {
      open.set(0, found.length);
      explain(offset, found, open);
    }
    return open;
  }

  /**
   * Takes those away that are the old or the new ones.
   *
   * @param place of the first byte that was found, on the disk
   * @param open which of them are still to be explained
   */
  void explain(long place, byte[] found, BitSet open) {
    for (int i = open.nextSetBit(0); i >= 0; i = open.nextSetBit(i + 1)) {
      long at = place + i - offset;
      if (at >= 0
          && at < before.length
          && (found[i] == before[(int) at] || found[i] == after[(int) at])) {
        open.clear(i);
      }
    }
  }

  /** Receives changes one by one, in the order in which they are made. */
  @FunctionalInterface
  interface Taker {
    void take(Change change) throws IOException;
  }

  /** What differs between the bytes at one place, neighbours together. */
  static void between(long offset, byte[] before, byte[] after, Taker taker) throws IOException {
    int start = -1;
    for (int at = 0; at < before.length; at += STEP) {
      int end = Math.min(at + STEP, before.length);
      boolean differs = !Arrays.equals(before, at, end, after, at, end);
      if (start >= 0 && (!differs || end - start > MAX_SIZE)) {
        taker.take(part(offset, before, after, start, at));
        start = -1;
      }
      if (differs && start < 0) {
        start = at;
      }
    }
    if (start >= 0) {
      taker.take(part(offset, before, after, start, before.length));
    }
  }

  private static Change part(long offset, byte[] before, byte[] after, int from, int to) {
    return new Change(
        offset + from, Arrays.copyOfRange(before, from, to), Arrays.copyOfRange(after, from, to));
  }

  static boolean isZero(byte[] bytes) {
    for (byte b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }
}
