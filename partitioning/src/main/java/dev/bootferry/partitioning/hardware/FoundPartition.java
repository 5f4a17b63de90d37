package dev.bootferry.partitioning.hardware;

import dev.bootferry.partitioning.disk.Extent;
import java.util.Optional;

/**
 * A partition that is on a disk.
 *
 * @param number in the table, from 1
 * @param name in the table; empty text where it has none, as in an MBR
 * @param type as the table has it: a GUID in lower case, or two hexadecimal digits of an MBR
 * @param place in bytes
 * @param content what libblkid finds in it, such as {@code ext4} or {@code crypto_LUKS}
 * @param label of the file system
 */
public record FoundPartition(
    int number,
    String name,
    String type,
    Extent place,
    Optional<String> content,
    Optional<String> label) {}
