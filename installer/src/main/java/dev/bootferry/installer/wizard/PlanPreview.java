package dev.bootferry.installer.wizard;

import dev.bootferry.core.ByteSize;
import dev.bootferry.partitioning.disk.Extent;
import java.util.List;

/**
 * What an installation would do, planned in every detail.
 *
 * @param diskBytes size of the disk
 * @param partitions of the disk afterwards
 * @param space lines about room needed and there
 * @param notes anything else worth knowing before, such as warnings
 */
public record PlanPreview(
    ByteSize diskBytes, List<Row> partitions, List<String> space, List<String> notes) {
  public PlanPreview {
    partitions = List.copyOf(partitions);
    space = List.copyOf(space);
    notes = List.copyOf(notes);
  }

  /**
   * A partition.
   *
   * @param name in the table
   * @param content what will be in it, in words
   */
  public record Row(int number, String name, Extent place, String content) {}
}
