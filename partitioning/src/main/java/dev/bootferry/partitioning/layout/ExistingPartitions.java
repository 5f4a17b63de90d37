package dev.bootferry.partitioning.layout;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.partitioning.PartitioningProblem;
import dev.bootferry.partitioning.gpt.FoundTable;
import dev.bootferry.partitioning.gpt.GptPartition;
import dev.bootferry.partitioning.wish.KeptPartition;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The partitions that are on a disk, of which some may be asked to stay.
 *
 * @param table as it was found
 * @param contents what libblkid finds in each, by number, such as {@code ext4}
 */
public record ExistingPartitions(FoundTable table, Map<Integer, String> contents) {
  /** An empty disk. */
  public static final ExistingPartitions NONE =
      new ExistingPartitions(new FoundTable.None(), Map.of());

  public ExistingPartitions {
    contents = Map.copyOf(contents);
  }

  /**
   * The one that is to stay.
   *
   * @param disk names the disk, for messages
   * @throws dev.bootferry.core.problem.ProblemException {@code kept-partition-missing} when there
   *     is not exactly one; {@code kept-table-unfit} when the table is none that can be kept
   */
  GptPartition demand(KeptPartition wanted, String disk) {
    List<GptPartition> found =
        partitions(disk).stream()
            .filter(p ->
                switch (wanted) {
                  case KeptPartition.ByLabel(String label) -> p.name().equals(label);
                  case KeptPartition.ByNumber(int number) -> p.number() == number;
                })
            .toList();
    if (found.size() != 1) {
      throw new Problem(
              PartitioningProblem.KEPT_PARTITION_MISSING,
              "keep partition " + wanted + " of " + disk,
              found.isEmpty()
                  ? "there is none; there are " + titles()
                  : "there are " + found.size() + " with this name",
              found.isEmpty()
                  ? "Name a partition that is there, or leave out that it is kept."
                  : "Name it by its number.")
          .exception();
    }
    return found.getFirst();
  }

  /** The one with this name, if there is one; two are refused as above. */
  Optional<GptPartition> find(String label, String disk) {
    if (!(table instanceof FoundTable.Gpt gpt)
        || gpt.partitions().stream().noneMatch(p -> p.name().equals(label))) {
      return Optional.empty();
    }
    return Optional.of(demand(new KeptPartition.ByLabel(label), disk));
  }

  private List<GptPartition> partitions(String disk) {
    if (table instanceof FoundTable.Gpt gpt) {
      return gpt.partitions();
    }
    throw new Problem(
            PartitioningProblem.KEPT_TABLE_UNFIT,
            "keep partitions of " + disk,
            "it has " + table.title() + ", and only those of a GPT can be kept",
            "Save what is needed elsewhere, or convert the table, as with sgdisk --mbrtogpt.")
        .exception();
  }

  private String titles() {
    List<String> titles =
        table instanceof FoundTable.Gpt gpt
            ? gpt.partitions().stream().map(p -> p.number() + " " + p.title()).toList()
            : List.of();
    return titles.isEmpty() ? "no partitions" : String.join(", ", titles);
  }
}
