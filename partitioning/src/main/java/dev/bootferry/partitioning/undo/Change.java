package dev.bootferry.partitioning.undo;

import dev.bootferry.partitioning.disk.Disk;
import dev.bootferry.partitioning.disk.Extent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bytes of a disk, as they are and as they will be.
 *
 * @param offset on the disk
 * @param before and after have the same length
 */
record Change(long offset, byte[] before, byte[] after) {
  /** A disk writes this much whole or not at all. */
  static final int SECTOR = 512;

  /** So much is compared at once, which bounds the memory. */
  private static final int STEP = 1 << 20;

  Change {
    if (before.length != after.length || before.length == 0) {
      throw new IllegalArgumentException(before.length + " bytes become " + after.length);
    }
  }

  Extent extent() {
    return new Extent(offset, before.length);
  }

  /** Receives changes one by one. */
  @FunctionalInterface
  interface Taker {
    void take(Change change) throws java.io.IOException;
  }

  /** All that differs between two disks at these places: whole sectors, neighbours together. */
  static void between(Disk before, Disk after, List<Extent> places, Taker taker)
      throws java.io.IOException {
    for (Extent step : steps(places, before.size())) {
      byte[] old = before.read(step);
      byte[] fresh = after.read(step);
      int start = -1;
      for (int at = 0; at < old.length; at += SECTOR) {
        int end = Math.min(at + SECTOR, old.length);
        boolean differs = !Arrays.equals(old, at, end, fresh, at, end);
        if (differs && start < 0) {
          start = at;
        } else if (!differs && start >= 0) {
          taker.take(part(step, old, fresh, start, at));
          start = -1;
        }
      }
      if (start >= 0) {
        taker.take(part(step, old, fresh, start, old.length));
      }
    }
  }

  private static Change part(Extent step, byte[] old, byte[] fresh, int from, int to) {
    return new Change(
        step.offset() + from,
        Arrays.copyOfRange(old, from, to),
        Arrays.copyOfRange(fresh, from, to));
  }

  /** The places in whole sectors, cut into pieces that none is in twice. */
  private static List<Extent> steps(List<Extent> places, long size) {
    List<Extent> steps = new ArrayList<>();
    long done = 0;
    for (Extent place : places) {
      long from = Math.max(done, place.offset() / SECTOR * SECTOR);
      long end = Math.min(Math.ceilDiv(place.end(), SECTOR) * (long) SECTOR, size);
      for (long at = from; at < end; at += STEP) {
        steps.add(new Extent(at, Math.min(STEP, end - at)));
      }
      done = Math.max(done, end);
    }
    return steps;
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
