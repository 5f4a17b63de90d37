package dev.bootferry.partitioning.layout;

import dev.bootferry.partitioning.disk.Extent;
import dev.bootferry.partitioning.filesystem.FileSystemSpec;
import dev.bootferry.partitioning.gpt.GptPartition;
import dev.bootferry.partitioning.wish.VolumeRole;
import java.util.Optional;
import java.util.UUID;

/**
 * A partition that the installed system uses, apart from the firmware's.
 *
 * @param partition its entry of the table
 * @param place in bytes
 * @param mount where it is mounted; empty for swap space
 * @param grow whether its file system takes the rest of a larger disk at the first boot
 */
public record Volume(
    VolumeRole role,
    GptPartition partition,
    Extent place,
    Content content,
    Optional<String> mount,
    boolean grow) {
  /** What is in it. */
  public sealed interface Content {
    /** A file system that is made. */
    record Made(FileSystemSpec spec) implements Content {}

    /**
     * Swap space that is made.
     *
     * @param label at most 16 bytes
     */
    record Swap(String label, UUID id) implements Content {}

    /**
     * What was there before, untouched.
     *
     * @param type of its file system, as mount(8) names it
     */
    record Kept(String type) implements Content {}
  }

  public boolean isKept() {
    return content instanceof Content.Kept;
  }

  /** The file system that is made in it. */
  public Optional<FileSystemSpec> made() {
    return content instanceof Content.Made(FileSystemSpec spec)
        ? Optional.of(spec)
        : Optional.empty();
  }

  /** As mount(8) names its file system. */
  public String type() {
    return switch (content) {
      case Content.Made(FileSystemSpec spec) -> spec.type().mountName();
      case Content.Swap _ -> "swap";
      case Content.Kept(String type) -> type;
    };
  }

  /** As fstab(5) finds it: what is kept by its partition, as nobody asked its file system. */
  public String source() {
    return switch (content) {
      case Content.Made(FileSystemSpec spec) -> "UUID=" + spec.uuid();
      case Content.Swap(String _, UUID id) -> "UUID=" + id;
      case Content.Kept _ ->
          "PARTUUID=" + partition.id().toString().toLowerCase(java.util.Locale.ROOT);
    };
  }
}
