package dev.bootferry.partitioning.target;

import dev.bootferry.linux.mount.MountEntry;
import dev.bootferry.linux.mount.MountTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Finds what uses a device or a part of it, by what the kernel tells everybody. */
final class DeviceUses {
  /** On the disk that has one of these mounted runs this system. */
  private static final Set<String> SYSTEM_TARGETS =
      Set.of("/", "/usr", "/sysroot", "/boot", "/boot/efi", "/efi");

  private final Path root;
  private final BlockTree tree;
  private final DeviceFacts facts;
  private final List<Use> list = new ArrayList<>();
  private boolean system;

  DeviceUses(Path root, BlockTree tree, DeviceFacts facts) {
    this.root = root;
    this.tree = tree;
    this.facts = facts;
  }

  /** Looks at this device, its partitions, and all that is built on them. */
  DeviceUses of(BlockTree.Node device) {
    Collection<BlockTree.Node> known = tree.over(device.name());
    Collection<BlockTree.Node> parts = known.isEmpty() ? List.of(device) : known;
    List<MountEntry> mounts = MountTable.read(root.resolve("proc/self/mountinfo")).entries();
    for (BlockTree.Node part : parts) {
      for (MountEntry mount : mounts) {
        if (isOf(mount, part)) {
          list.add(new Use(Use.Kind.MOUNTED, part.path(), mount.target().toString()));
          system |= SYSTEM_TARGETS.contains(mount.target().toString());
        }
      }
      part.holders()
          .forEach(holder -> list.add(new Use(Use.Kind.HELD, part.path(), tree.title(holder))));
    }
    for (String name : swapNames()) {
      parts.stream()
          .filter(part -> isDevice(name, part))
          .forEach(part -> list.add(new Use(Use.Kind.SWAP, part.path(), "")));
    }
    parts.forEach(part -> list.addAll(loopsOn(part.path())));
    return this;
  }

  List<Use> list() {
    return list;
  }

  /** Whether the running system is on it. */
  boolean system() {
    return system;
  }

  /** By device number; and by source, since btrfs shows a number that no device has. */
  private boolean isOf(MountEntry mount, BlockTree.Node part) {
    return (mount.major() + ":" + mount.minor()).equals(part.number())
        || isDevice(mount.source(), part);
  }

  List<String> swapNames() {
    try {
      return Files.readAllLines(root.resolve("proc/swaps")).stream()
          .skip(1)
          .map(line -> line.split("\\s", 2)[0].replace("\\040", " "))
          .toList();
    } catch (IOException e) {
      return List.of(); // A kernel without swap has no such file.
    }
  }

  List<Use> loopsOn(String path) {
    return tree.loops().entrySet().stream()
        .filter(loop -> loop.getValue().equals(path))
        .map(loop -> new Use(Use.Kind.ATTACHED, path, "/dev/" + loop.getKey()))
        .toList();
  }

  private boolean isDevice(String name, BlockTree.Node part) {
    if (!name.startsWith("/dev/")) {
      return false;
    }
    if (name.equals(part.path())) {
      return true;
    }
    Path device = root.resolve(Path.of("/").relativize(Path.of(name)));
    return facts.kind(device) == TargetKind.DISK && facts.number(device).equals(part.number());
  }
}
