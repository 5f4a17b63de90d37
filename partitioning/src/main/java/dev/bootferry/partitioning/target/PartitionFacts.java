package dev.bootferry.partitioning.target;

import dev.bootferry.partitioning.disk.Extent;
import java.util.Optional;

/**
 * A partition that is on a target.
 *
 * @param number in the table, from 1
 * @param name in the table; empty text where it has none
 * @param type a GUID in lower case, or two hexadecimal digits of an MBR
 * @param place in bytes
 * @param content what libblkid finds in it, such as {@code ext4}
 * @param label of the file system
 */
public record PartitionFacts(
    int number,
    String name,
    String type,
    Extent place,
    Optional<String> content,
    Optional<String> label) {
  /** What is in it, for people; empty when nothing is known of it. */
  Optional<String> text() {
    return content.map(c -> Signature.text(c, label) + " in partition " + number);
  }
}
