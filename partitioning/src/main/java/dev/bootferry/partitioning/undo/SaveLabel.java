package dev.bootferry.partitioning.undo;

import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a save is of.
 *
 * @param identity of the disk: {@link DiskIdentity#text}
 * @param size of the disk in bytes
 * @param contents what was on it, in words
 * @param time when it was saved first
 * @param tooLate whether more has been written since than was saved
 */
public record SaveLabel(
    String identity, long size, List<String> contents, Instant time, boolean tooLate) {
  public SaveLabel {
    contents = List.copyOf(contents);
  }

  /** Of a disk that nothing has been written to. */
  public static SaveLabel of(String identity, long size, List<String> contents, Instant time) {
    return new SaveLabel(identity, size, contents, time, false);
  }

  SaveLabel asTooLate() {
    return new SaveLabel(identity, size, contents, time, true);
  }

  boolean isOf(String otherIdentity, long otherSize) {
    return identity.equals(otherIdentity) && size == otherSize;
  }

  JsonObject json() {
    return JsonValue.object()
        .put("identity", identity)
        .put("size", size)
        .put("contents", JsonValue.ofStrings(contents))
        .put("time", time.toString())
        .put("tooLate", tooLate)
        .build();
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException when it is none
   */
  static SaveLabel of(JsonObject json) {
    List<String> contents = new ArrayList<>();
    for (JsonValue line : json.array("contents")) {
      if (line instanceof JsonValue.JsonString text) {
        contents.add(text.value());
      }
    }
    try {
      return new SaveLabel(
          json.string("identity").orElseThrow(SaveLabel::incomplete),
          json.number("size").orElseThrow(SaveLabel::incomplete),
          contents,
          Instant.parse(json.string("time").orElseThrow(SaveLabel::incomplete)),
          json.isTrue("tooLate"));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("its time is none", e);
    }
  }

  private static IllegalArgumentException incomplete() {
    return new IllegalArgumentException("its label is incomplete");
  }
}
