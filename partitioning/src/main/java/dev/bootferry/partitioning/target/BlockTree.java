package dev.bootferry.partitioning.target;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Block devices and what they are made of, as {@code /sys/class/block} shows them.
 *
 * @param folder that one, or one that looks like it
 */
record BlockTree(Path folder) {
  /**
   * One block device.
   *
   * @param name such as {@code sda1}
   * @param number as {@code major:minor}
   * @param holders names of the devices that are built on it
   */
  record Node(String name, String number, List<String> holders) {
    Node {
      holders = List.copyOf(holders);
    }

    String path() {
      return "/dev/" + name.replace('!', '/');
    }
  }

  /** The device with this number. */
  Optional<Node> byNumber(String number) {
    return names(folder).stream()
        .flatMap(name -> node(name).stream())
        .filter(node -> node.number().equals(number))
        .findFirst();
  }

  /** The disk that this device is a partition of; empty for a whole disk. */
  Optional<String> diskOf(String name) {
    Path own = folder.resolve(name);
    if (!Files.exists(own.resolve("partition"))) {
      return Optional.empty();
    }
    try {
      Path parent = own.toRealPath().getParent();
      return Optional.ofNullable(parent).map(Path::getFileName).map(Path::toString);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The device, its partitions, what is built on any of them, and so on. */
  Collection<Node> over(String name) {
    Map<String, Node> found = new LinkedHashMap<>();
    collect(name, found);
    return found.values();
  }

  private void collect(String name, Map<String, Node> found) {
    Optional<Node> node = node(name);
    if (node.isEmpty() || found.putIfAbsent(name, node.get()) != null) {
      return;
    }
    for (String child : names(folder.resolve(name))) {
      if (Files.exists(folder.resolve(name).resolve(child).resolve("partition"))) {
        collect(child, found);
      }
    }
    node.get().holders().forEach(holder -> collect(holder, found));
  }

  /** The file or device behind each attached loop device, by the loop device's name. */
  Map<String, String> loops() {
    Map<String, String> loops = new LinkedHashMap<>();
    for (String name : names(folder)) {
      text(folder.resolve(name).resolve("loop/backing_file"))
          .ifPresent(file -> loops.put(name, file));
    }
    return loops;
  }

  /** What people call a mapped device, such as {@code vg-root}; its own name for others. */
  String title(String name) {
    return text(folder.resolve(name).resolve("dm/name"))
        .map(n -> "/dev/mapper/" + n)
        .orElse("/dev/" + name);
  }

  /** The names of all block devices, sorted. */
  List<String> names() {
    return names(folder);
  }

  /**
   * What a machine has of disks, in the order of their names: no partition, nothing that is built
   * on others but multipath disks, no memory, no device that stands ready for a file or a server.
   */
  List<Node> disks() {
    return names().stream().filter(this::isDisk).flatMap(name -> node(name).stream()).toList();
  }

  private boolean isDisk(String name) {
    if (Files.exists(folder.resolve(name).resolve("partition"))
        || text(name, "hidden").equals(Optional.of("1"))
        || name.matches("md(\\d+|_.*)|bcache\\d+|drbd\\d+")) {
      return false;
    }
    return switch (DeviceClass.of("/dev/" + name)) {
      case DISK -> !name.startsWith("dm-") || isMultipath(name);
      case VIRTUAL -> name.startsWith("loop") ? backing(name).isPresent() : size(name) > 0;
      case MEMORY -> false;
      case OPTICAL, FLOPPY, CARD_AREA -> true;
    };
  }

  /** Whether it joins the paths to one disk. */
  boolean isMultipath(String name) {
    return text(name, "dm/uuid").filter(id -> id.startsWith("mpath-")).isPresent();
  }

  /** What it is built on, by name. */
  List<String> slaves(String name) {
    return names(folder.resolve(name).resolve("slaves"));
  }

  /** The file or device behind an attached loop device. */
  Optional<String> backing(String name) {
    return text(name, "loop/backing_file");
  }

  /** In bytes; the kernel counts in units of 512 whatever the sectors are. */
  long size(String name) {
    return number(name, "size") * 512;
  }

  /** The logical sector size in bytes; 512 where it is not told. */
  int sectorSize(String name) {
    int size = (int) Math.min(Integer.MAX_VALUE, number(name, "queue/logical_block_size"));
    return size == 0 ? 512 : size;
  }

  private long number(String name, String file) {
    return text(name, file).filter(t -> t.matches("\\d{1,18}")).map(Long::parseLong).orElse(0L);
  }

  /** What a disk is attached by, from its place among the devices, in the words of lsblk. */
  Optional<String> transport(String name) {
    Path place;
    try {
      place = folder.resolve(name).toRealPath();
    } catch (IOException e) {
      return Optional.empty();
    }
    for (Path part : place) {
      String text = part.toString();
      if (text.matches("usb\\d+|virtio\\d+|nvme\\d+|mmc\\d+")) {
        return Optional.of(text.replaceAll("\\d+$", ""));
      }
      if (text.matches("ata\\d+")) {
        return Optional.of("sata");
      }
    }
    return Optional.empty();
  }

  /** The device behind a path such as {@code /dev/sda1} or {@code /dev/mapper/live}. */
  Optional<Node> named(String path) {
    return names().stream()
        .filter(name -> path.equals("/dev/" + name) || path.equals(title(name)))
        .findFirst()
        .flatMap(this::node);
  }

  /** One of the kernel's texts about a device; empty where it has nothing to say. */
  Optional<String> text(String name, String file) {
    return text(folder.resolve(name).resolve(file)).filter(text -> !text.isEmpty());
  }

  /** The device with this name. */
  Optional<Node> node(String name) {
    return text(folder.resolve(name).resolve("dev"))
        .map(number -> new Node(name, number, names(folder.resolve(name).resolve("holders"))));
  }

  private static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (IOException e) {
      return Optional.empty(); // Devices come and go, and not every one has every file.
    }
  }

  private static List<String> names(Path folder) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      return List.of();
    }
    names.sort(null);
    return names;
  }
}
