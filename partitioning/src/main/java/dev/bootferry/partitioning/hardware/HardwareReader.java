package dev.bootferry.partitioning.hardware;

import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonArray;
import dev.bootferry.core.data.JsonValue.JsonBoolean;
import dev.bootferry.core.data.JsonValue.JsonNull;
import dev.bootferry.core.data.JsonValue.JsonNumber;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.data.JsonValue.JsonString;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.partitioning.PartitioningProblem;
import dev.bootferry.partitioning.disk.Extent;
import dev.bootferry.partitioning.hardware.Hardware.Firmware;
import dev.bootferry.partitioning.target.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link HardwareJson} writes. A description that was misread could lead to the wrong
 * disk, so nothing is guessed: each member must be there, with its type, and no other may be.
 */
final class HardwareReader {
  private final String source;

  HardwareReader(String source) {
    this.source = source;
  }

  Hardware read(JsonObject document) {
    Members members = new Members(document, "");
    long format = members.number("format");
    if (format != HardwareJson.FORMAT) {
      throw invalid(
          "format", "it is " + format + ", and this program reads " + HardwareJson.FORMAT);
    }
    Hardware hardware =
        new Hardware(
            members.text("architecture"),
            members.constant("firmware", Firmware.values()),
            members.size("memory"),
            members.objects("disks").stream().map(this::disk).toList(),
            members.texts("links"));
    members.end();
    Set<String> paths = new TreeSet<>();
    for (DiskDescription disk : hardware.disks()) {
      if (!paths.add(disk.path())) {
        throw invalid("disks", "two of them are " + disk.path());
      }
    }
    return hardware;
  }

  private DiskDescription disk(Members members) {
    DiskDescription disk =
        new DiskDescription(
            members.device("path"),
            members.optional("model"),
            members.optional("vendor"),
            members.optional("serial"),
            members.optional("wwn"),
            members.texts("links"),
            members.size("size"),
            (int) Math.min(Integer.MAX_VALUE, members.size("sectorSize")),
            members.flag("rotational"),
            members.flag("removable"),
            members.flag("readOnly"),
            members.optional("transport"),
            members.optional("table"),
            members.objects("partitions").stream().map(this::partition).toList(),
            members.objects("uses").stream().map(HardwareReader::use).toList(),
            members.flag("holdsSystem"),
            members.flag("holdsMedium"),
            members.texts("contents"),
            members.optional("operatingSystem"),
            members.texts("faults"));
    members.end();
    return disk;
  }

  private FoundPartition partition(Members members) {
    long offset = members.size("offset");
    long size = members.size("size");
    if (size < 1 || offset > Long.MAX_VALUE - size) {
      throw invalid(members.place("size"), "no part of a disk is so large");
    }
    FoundPartition partition =
        new FoundPartition(
            (int) Math.min(Integer.MAX_VALUE, members.size("number")),
            members.text("name"),
            members.text("type"),
            new Extent(offset, size),
            members.optional("content"),
            members.optional("label"));
    members.end();
    return partition;
  }

  private static Use use(Members members) {
    Use use =
        new Use(
            members.constant("kind", Use.Kind.values()),
            members.text("device"),
            members.text("by"));
    members.end();
    return use;
  }

  private ProblemException invalid(String place, String why) {
    return new Problem(
            PartitioningProblem.HARDWARE_INVALID,
            "read the description of a machine in " + source,
            place + ": " + why,
            "Have 'bootferry probe' of this version write it again on that machine.")
        .exception();
  }

  /** The members of one object, each asked for once. */
  private final class Members {
    private final JsonObject object;
    private final String path;
    private final Set<String> asked = new TreeSet<>();

    Members(JsonObject object, String path) {
      this.object = object;
      this.path = path;
    }

    String place(String name) {
      return path.isEmpty() ? name : path + "." + name;
    }

    String text(String name) {
      return optional(name).orElseThrow(() -> invalid(place(name), "it is null"));
    }

    String device(String name) {
      String path = text(name);
      if (!path.startsWith("/dev/") || path.indexOf('\0') >= 0) {
        throw invalid(place(name), "it is no path of a device");
      }
      return path;
    }

    Optional<String> optional(String name) {
      return switch (value(name)) {
        case JsonString string -> Optional.of(string.value());
        case JsonNull _ -> Optional.empty();
        default -> throw invalid(place(name), "it is no text");
      };
    }

    List<String> texts(String name) {
      List<String> texts = new ArrayList<>();
      for (JsonValue element : elements(name)) {
        if (!(element instanceof JsonString string)) {
          throw invalid(place(name), "it holds something that is no text");
        }
        texts.add(string.value());
      }
      return texts;
    }

    List<Members> objects(String name) {
      List<Members> objects = new ArrayList<>();
      for (JsonValue element : elements(name)) {
        String each = place(name) + "[" + objects.size() + "]";
        if (!(element instanceof JsonObject found)) {
          throw invalid(each, "it is no object");
        }
        objects.add(new Members(found, each));
      }
      return objects;
    }

    boolean flag(String name) {
      if (value(name) instanceof JsonBoolean flag) {
        return flag.value();
      }
      throw invalid(place(name), "it is neither true nor false");
    }

    long number(String name) {
      Optional<Long> number = value(name) instanceof JsonNumber n ? n.asLong() : Optional.empty();
      return number.orElseThrow(() -> invalid(place(name), "it is no whole number"));
    }

    long size(String name) {
      long number = number(name);
      if (number < 0) {
        throw invalid(place(name), "it is negative");
      }
      return number;
    }

    <E extends Enum<E>> E constant(String name, E[] values) {
      String text = text(name);
      return HardwareJson.constant(values, text)
          .orElseThrow(() -> {
            List<String> known = List.of(values).stream().map(HardwareJson::lower).toList();
            return invalid(place(name), "'" + text + "' is none of " + String.join(", ", known));
          });
    }

    /** Nothing else may be there: it could be what somebody relies on. */
    void end() {
      for (String name : object.members().keySet()) {
        if (!asked.contains(name)) {
          throw invalid(place(name), "there is no such member");
        }
      }
    }

    private List<JsonValue> elements(String name) {
      if (value(name) instanceof JsonArray array) {
        return array.elements();
      }
      throw invalid(place(name), "it is no list");
    }

    private JsonValue value(String name) {
      asked.add(name);
      @Nullable JsonValue value = object.members().get(name);
      if (value == null) {
        throw invalid(place(name), "it is missing");
      }
      return value;
    }
  }
}
