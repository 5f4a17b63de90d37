package dev.bootferry.partitioning.target;

import dev.bootferry.linux.mount.MountEntry;
import dev.bootferry.linux.mount.MountTable;
import dev.bootferry.linux.process.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds out what a target is and what uses it. Changes nothing. */
public final class TargetInspector {
  /** On the disk that has one of these mounted runs this system. */
  private static final Set<String> SYSTEM_TARGETS =
      Set.of("/", "/usr", "/sysroot", "/boot", "/boot/efi", "/efi");

  private final Path root;
  private final BlockTree tree;
  private final DeviceFacts facts;
  private final CommandRunner runner;

  /** For this machine. */
  public TargetInspector(CommandRunner runner) {
    this(Path.of("/"), new SystemDevices(), runner);
  }

  /**
   * For a machine that is described by a folder.
   *
   * @param root holds {@code dev}, {@code proc} and {@code sys}; targets are taken below it
   */
  TargetInspector(Path root, DeviceFacts facts, CommandRunner runner) {
    this.root = root;
    this.tree = new BlockTree(root.resolve("sys/class/block"));
    this.facts = facts;
    this.runner = runner;
  }

  /**
   * Looks at a target.
   *
   * @param named an absolute or relative path; symbolic links are followed
   * @throws dev.bootferry.core.problem.ProblemException when it cannot be looked at, as without
   *     root
   */
  public TargetReport inspect(Path named) {
    Path path = realPath(named.toAbsolutePath().normalize());
    Path real = below(path);
    return switch (facts.kind(real)) {
      case DISK, PARTITION -> device(named, path, real);
      case FILE -> file(named, path, real);
      case MISSING -> missing(named, path, real);
      case DIRECTORY -> simple(named, path, TargetKind.DIRECTORY);
      case OTHER -> simple(named, path, TargetKind.OTHER);
    };
  }

  private TargetReport device(Path named, Path path, Path real) {
    Optional<BlockTree.Node> node = tree.byNumber(facts.number(real));
    Optional<String> disk = node.flatMap(n -> tree.diskOf(n.name()));
    long size = facts.size(real);
    int sectorSize = facts.sectorSize(real);
    Collection<BlockTree.Node> parts =
        node.map(n -> tree.over(n.name()))
            .orElseGet(
                () -> List.of(new BlockTree.Node(name(path), facts.number(real), List.of())));
    List<Use> uses = new ArrayList<>();
    boolean system = false;
    for (BlockTree.Node part : parts) {
      for (MountEntry mount : mountsOf(part)) {
        uses.add(new Use(Use.Kind.MOUNTED, part.path(), mount.target().toString()));
        system |= SYSTEM_TARGETS.contains(mount.target().toString());
      }
      part.holders()
          .forEach(holder -> uses.add(new Use(Use.Kind.HELD, part.path(), tree.title(holder))));
    }
    uses.addAll(swaps(parts));
    parts.forEach(part -> uses.addAll(loopsOn(part.path())));
    if (uses.isEmpty() && size > 0 && facts.isClaimed(real)) {
      uses.add(new Use(Use.Kind.CLAIMED, path.toString(), ""));
    }
    Contents contents =
        size > 0
            ? Contents.of(real, sectorSize == 4096 ? 4096 : 512, false, runner)
            : new Contents(List.of(), List.of());
    return new TargetReport(
        named,
        path,
        disk.isPresent() ? TargetKind.PARTITION : TargetKind.DISK,
        size,
        sectorSize,
        facts.isReadOnly(real),
        uses,
        system,
        contents.texts(),
        contents.partitions(),
        disk.map(d -> "/dev/" + d).orElse(""),
        0);
  }

  private TargetReport file(Path named, Path path, Path real) {
    List<Use> uses = new ArrayList<>(loopsOn(path.toString()));
    if (swapNames().contains(path.toString())) {
      uses.add(new Use(Use.Kind.SWAP, path.toString(), ""));
    }
    if (uses.isEmpty() && facts.isClaimed(real)) {
      uses.add(new Use(Use.Kind.CLAIMED, path.toString(), ""));
    }
    Contents contents = Contents.of(real, 512, true, runner);
    return new TargetReport(
        named,
        path,
        TargetKind.FILE,
        facts.size(real),
        512,
        facts.isReadOnly(real),
        uses,
        false,
        contents.texts(),
        contents.partitions(),
        "",
        facts.freeSpace(real));
  }

  private TargetReport missing(Path named, Path path, Path real) {
    Path folder = real.getParent();
    boolean hasFolder = folder != null && facts.kind(folder) == TargetKind.DIRECTORY;
    boolean readOnly = folder != null && hasFolder && facts.isReadOnly(folder);
    return new TargetReport(
        named,
        path,
        TargetKind.MISSING,
        0,
        512,
        readOnly,
        List.of(),
        false,
        List.of(),
        List.of(),
        hasFolder ? String.valueOf(path.getParent()) : "",
        hasFolder ? facts.freeSpace(real) : 0);
  }

  private static TargetReport simple(Path named, Path path, TargetKind kind) {
    return new TargetReport(
        named, path, kind, 0, 512, false, List.of(), false, List.of(), List.of(), "", 0);
  }

  /** By device number; and by source, since btrfs shows a number that no device has. */
  private List<MountEntry> mountsOf(BlockTree.Node part) {
    return MountTable.read(root.resolve("proc/self/mountinfo")).entries().stream()
        .filter(mount ->
            (mount.major() + ":" + mount.minor()).equals(part.number())
                || isDevice(mount.source(), part))
        .toList();
  }

  private List<Use> swaps(Collection<BlockTree.Node> parts) {
    List<Use> uses = new ArrayList<>();
    for (String name : swapNames()) {
      parts.stream()
          .filter(part -> isDevice(name, part))
          .forEach(part -> uses.add(new Use(Use.Kind.SWAP, part.path(), "")));
    }
    return uses;
  }

  private List<String> swapNames() {
    try {
      return Files.readAllLines(root.resolve("proc/swaps")).stream()
          .skip(1)
          .map(line -> line.split("\\s", 2)[0].replace("\\040", " "))
          .toList();
    } catch (IOException e) {
      return List.of(); // A kernel without swap has no such file.
    }
  }

  private List<Use> loopsOn(String path) {
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
    Path device = below(Path.of(name));
    return facts.kind(device) == TargetKind.DISK && facts.number(device).equals(part.number());
  }

  private Path below(Path absolute) {
    return root.resolve(Path.of("/").relativize(absolute));
  }

  private Path realPath(Path absolute) {
    try {
      Path real = below(absolute).toRealPath();
      return Path.of("/").resolve(root.toRealPath().relativize(real));
    } catch (IOException e) {
      return absolute; // It is not there, or a link that leads nowhere: the kind tells.
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
