package dev.bootferry.partitioning.choice;

import dev.bootferry.core.ByteSize;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * By which properties a disk is chosen. All that are given must agree, and exactly one disk of the
 * machine may have them.
 *
 * @param path such as {@code /dev/vdb}, or a file that stands for a disk
 * @param wwn world wide name, as in {@code 0x5002538d40f6ad1f} or {@code eui.0025...}
 * @param byId name below {@code /dev/disk/by-id}
 * @param byPath name below {@code /dev/disk/by-path}
 * @param model {@code *} and {@code ?} stand for other characters
 * @param minSize in bytes, itself included
 * @param maxSize in bytes, itself included
 * @param transport as {@code lsblk} names it: {@code sata}, {@code nvme}, {@code usb}, {@code
 *     virtio}, ...
 * @param empty whether nothing may be on it
 * @param wipe allows the loss of what is on it
 * @param sectorSize of a file that is made
 * @param fileSize of a file that is made
 */
public record DiskChoice(
    Optional<String> path,
    Optional<String> serial,
    Optional<String> wwn,
    Optional<String> byId,
    Optional<String> byPath,
    Optional<String> model,
    Optional<ByteSize> minSize,
    Optional<ByteSize> maxSize,
    Optional<Boolean> rotational,
    Optional<String> transport,
    Optional<Boolean> empty,
    boolean wipe,
    OptionalInt sectorSize,
    Optional<ByteSize> fileSize) {
  /** Exactly this one. */
  public static DiskChoice ofPath(String path, boolean wipe) {
    return new DiskChoice(
        Optional.of(path),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        wipe,
        OptionalInt.empty(),
        Optional.empty());
  }

  /** The one with this serial, wherever it is. */
  public static DiskChoice ofSerial(String serial, boolean wipe) {
    return new DiskChoice(
        Optional.empty(),
        Optional.of(serial),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        wipe,
        OptionalInt.empty(),
        Optional.empty());
  }

  /** Whether anything at all is asked for; a choice that any disk meets is none. */
  public boolean isGiven() {
    return Stream.of(
            path, serial, wwn, byId, byPath, model, minSize, maxSize, rotational, transport, empty)
        .anyMatch(Optional::isPresent);
  }
}
