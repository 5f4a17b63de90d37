package dev.bootferry.partitioning.layout;

import dev.bootferry.core.ByteSize;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.partitioning.PartitioningProblem;
import dev.bootferry.partitioning.disk.DiskGeometry;
import dev.bootferry.partitioning.disk.Extent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds a place for each partition that is to be made: in the order in which they are wanted, each
 * in the first gap that has room for it; the one that takes the rest in the gap where it gets most.
 */
final class Placement {
  private final String target;
  private final DiskGeometry geometry;
  private final List<Extent> gaps;
  private final List<List<Wanted>> inGap = new ArrayList<>();
  private final long[] left;

  private Placement(String target, DiskGeometry geometry, List<Extent> gaps) {
    this.target = target;
    this.geometry = geometry;
    this.gaps = gaps;
    this.left = gaps.stream().mapToLong(Extent::size).toArray();
    gaps.forEach(_ -> inGap.add(new ArrayList<>()));
  }

  /**
   * Places them.
   *
   * @param target names the disk, for messages
   * @throws ProblemException {@code target-too-small}, with the bytes that are needed and those
   *     that are there
   */
  static Map<Wanted, Extent> of(
      String target, DiskGeometry geometry, List<Extent> gaps, List<Wanted> wanted) {
    Placement placement = new Placement(target, geometry, gaps);
    placement.requireLeast(wanted);
    placement.distribute(wanted);
    return placement.place();
  }

  /** A size that was asked for must do for what will be put there. */
  private void requireLeast(List<Wanted> wanted) {
    for (Wanted one : wanted) {
      long size = one.fixed(geometry).orElse(one.least());
      if (size < one.least()) {
        throw tooSmall(
            "what will be put on the "
                + one.title()
                + " needs "
                + exact(one.least())
                + ", and it may have "
                + exact(size),
            "Give it more room, or let it take the rest of the disk.");
      }
    }
  }

  private void distribute(List<Wanted> wanted) {
    Map<Wanted, Integer> chosen = new LinkedHashMap<>();
    for (Wanted one : wanted) {
      one.fixed(geometry).ifPresent(size -> chosen.put(one, first(one, size, wanted)));
    }
    for (Wanted one : wanted) {
      if (one.fixed(geometry).isEmpty()) {
        chosen.put(one, largest(one, wanted));
      }
    }
    // Within a gap they stand in the order of the wish.
    for (Wanted one : wanted) {
      inGap.get(chosen.getOrDefault(one, 0)).add(one);
    }
  }

  private int first(Wanted one, long size, List<Wanted> wanted) {
    for (int gap = 0; gap < left.length; gap++) {
      if (left[gap] >= size) {
        left[gap] -= size;
        return gap;
      }
    }
    throw noRoom(one, size, wanted);
  }

  private int largest(Wanted one, List<Wanted> wanted) {
    int best = -1;
    for (int gap = 0; gap < left.length; gap++) {
      if (left[gap] >= one.least() && (best < 0 || left[gap] > left[best])) {
        best = gap;
      }
    }
    if (best < 0) {
      throw noRoom(one, one.least(), wanted);
    }
    return best;
  }

  private Map<Wanted, Extent> place() {
    Map<Wanted, Extent> places = new LinkedHashMap<>();
    for (int gap = 0; gap < gaps.size(); gap++) {
      long next = gaps.get(gap).offset();
      for (Wanted one : inGap.get(gap)) {
        long size = one.fixed(geometry).orElse(left[gap]);
        places.put(one, new Extent(next, size));
        next += size;
      }
    }
    return places;
  }

  private ProblemException noRoom(Wanted one, long size, List<Wanted> wanted) {
    if (gaps.size() <= 1) {
      long needed = LayoutPlanner.minimumDisk(geometry, wanted).bytes();
      return tooSmall(
          "it needs " + exact(needed) + " and has " + exact(geometry.bytes()),
          "Choose a larger disk, or make fixed parts smaller; for a file, give a larger size.");
    }
    return tooSmall(
        "no gap between the partitions that stay has "
            + exact(size)
            + " for the "
            + one.title()
            + "; the largest that is left has "
            + exact(Arrays.stream(left).max().orElse(0)),
        "Keep fewer partitions, or choose another disk.");
  }

  private ProblemException tooSmall(String why, String fix) {
    return new Problem(PartitioningProblem.TARGET_TOO_SMALL, "divide " + target, why, fix)
        .exception();
  }

  private static String exact(long bytes) {
    return new ByteSize(bytes) + " (" + bytes + " bytes)";
  }
}
