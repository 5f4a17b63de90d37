package dev.bootferry.partitioning.hardware;

import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.partitioning.target.Use;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The description of a machine as a document: what {@code bootferry probe} writes. Absent values
 * are written as null, so that a reader sees what could have been there.
 */
public final class HardwareJson {
  static final long FORMAT = 1;

  private HardwareJson() {}

  /** The document. */
  public static JsonObject write(Hardware hardware) {
    return JsonValue.object()
        .put("format", FORMAT)
        .put("architecture", hardware.architecture())
        .put("firmware", lower(hardware.firmware()))
        .put("memory", hardware.memory())
        .put("links", JsonValue.ofStrings(hardware.links()))
        .put("disks", JsonValue.of(hardware.disks().stream().map(HardwareJson::write).toList()))
        .build();
  }

  /**
   * Reads a document, strictly.
   *
   * @param source what is read, for the error
   * @throws dev.bootferry.core.problem.ProblemException {@code json-invalid} when it is no JSON,
   *     {@code hardware-invalid} when it is no such document, naming the place
   */
  public static Hardware read(byte[] content, String source) {
    return new HardwareReader(source).read(Json.readObject(content, source));
  }

  /** One disk, as it stands in the document. */
  public static JsonObject write(DiskDescription disk) {
    return JsonValue.object()
        .put("path", disk.path())
        .put("model", disk.model())
        .put("vendor", disk.vendor())
        .put("serial", disk.serial())
        .put("wwn", disk.wwn())
        .put("links", JsonValue.ofStrings(disk.links()))
        .put("size", disk.size())
        .put("sectorSize", disk.sectorSize())
        .put("rotational", disk.rotational())
        .put("removable", disk.removable())
        .put("readOnly", disk.readOnly())
        .put("transport", disk.transport())
        .put("table", disk.table())
        .put(
            "partitions",
            JsonValue.of(disk.partitions().stream().map(HardwareJson::write).toList()))
        .put("uses", JsonValue.of(disk.uses().stream().map(HardwareJson::write).toList()))
        .put("holdsSystem", disk.holdsSystem())
        .put("holdsMedium", disk.holdsMedium())
        .put("contents", JsonValue.ofStrings(disk.contents()))
        .put("operatingSystem", disk.operatingSystem())
        .put("faults", JsonValue.ofStrings(disk.faults()))
        .build();
  }

  private static JsonObject write(FoundPartition partition) {
    return JsonValue.object()
        .put("number", partition.number())
        .put("name", partition.name())
        .put("type", partition.type())
        .put("offset", partition.place().offset())
        .put("size", partition.place().size())
        .put("content", partition.content())
        .put("label", partition.label())
        .build();
  }

  private static JsonObject write(Use use) {
    return JsonValue.object()
        .put("kind", lower(use.kind()))
        .put("device", use.device())
        .put("by", use.by())
        .build();
  }

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The constant that is written so. */
  static <E extends Enum<E>> Optional<E> constant(E[] values, String text) {
    return List.of(values).stream().filter(value -> lower(value).equals(text)).findFirst();
  }
}
