package dev.bootferry.partitioning.target;

import dev.bootferry.linux.mount.MountTable;
import dev.bootferry.linux.process.CommandRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds out what a target is and what uses it. Changes nothing. */
public final class TargetInspector {
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
  public TargetInspector(Path root, DeviceFacts facts, CommandRunner runner) {
    this.root = root;
    this.tree = new BlockTree(root.resolve("sys/class/block"));
    this.facts = facts;
    this.runner = runner;
  }

  /**
   * Looks at a target.
   *
   * @param named an absolute or relative path; symbolic links are followed
   * @throws dev.bootferry.core.problem.ProblemException when it cannot be looked at; for a device
   *     that stands in the report instead
   */
  public TargetReport inspect(Path named) {
    Path path = realPath(named.toAbsolutePath().normalize());
    Path real = below(path);
    return switch (facts.kind(real)) {
      case DISK, PARTITION -> device(named, path, real, identities());
      case FILE -> file(named, path, real);
      case MISSING -> missing(named, path, real);
      case DIRECTORY -> simple(named, path, TargetKind.DIRECTORY);
      case OTHER -> simple(named, path, TargetKind.OTHER);
    };
  }

  /** A disk of this machine, and what tells it from others. */
  public record Inspected(TargetReport report, DiskIdentity identity) {}

  /**
   * Looks at every whole disk of this machine, in the order of their names. What cannot be found
   * out of one, as without root, stands in its report.
   */
  public List<Inspected> inspectAll() {
    DiskIdentities identities = identities();
    List<Inspected> all = new ArrayList<>();
    for (BlockTree.Node node : tree.disks()) {
      Path path = Path.of(tree.isMultipath(node.name()) ? tree.title(node.name()) : node.path());
      all.add(
          new Inspected(
              device(path, path, below(path), Optional.of(node), identities),
              identities.of(node.name())));
    }
    return all;
  }

  private DiskIdentities identities() {
    return DiskIdentities.read(root, tree, runner);
  }

  private TargetReport device(Path named, Path path, Path real, DiskIdentities identities) {
    return device(named, path, real, tree.byNumber(facts.number(real)), identities);
  }

  private TargetReport device(
      Path named, Path path, Path real, Optional<BlockTree.Node> node, DiskIdentities identities) {
    Optional<String> disk = node.flatMap(n -> tree.diskOf(n.name()));
    DeviceUses uses =
        new DeviceUses(root, tree, facts)
            .of(
                node.orElseGet(
                    () -> new BlockTree.Node(name(path), facts.number(real), List.of())));
    DeviceState state =
        DeviceState.read(
            real,
            node.map(n -> tree.size(n.name())).orElse(0L),
            node.map(n -> tree.sectorSize(n.name())).orElse(512),
            uses.list().isEmpty(),
            facts,
            runner);
    List<Use> all = new ArrayList<>(uses.list());
    if (state.claimed()) {
      all.add(new Use(Use.Kind.CLAIMED, path.toString(), ""));
    }
    List<String> contents = new ArrayList<>(state.contents().texts());
    if (node.isPresent() && identities.of(node.get().name()).multipath()) {
      contents.addFirst(Signature.text(Signature.MULTIPATH, Optional.empty()));
    }
    return new TargetReport(
        named,
        path,
        disk.isPresent() ? TargetKind.PARTITION : TargetKind.DISK,
        state.size(),
        state.sectorSize(),
        state.readOnly(),
        all,
        uses.system(),
        !uses.system() && node.isPresent() && isMedium(node.get().name(), identities),
        node.map(n -> otherPaths(n.name(), identities)).orElse(List.of()),
        state.faults(),
        contents,
        state.contents().table(),
        state.contents().partitions(),
        disk.map(d -> "/dev/" + d).orElse(""),
        0);
  }

  private boolean isMedium(String name, DiskIdentities identities) {
    Set<String> medium = Medium.find(root, mounts(), tree, identities);
    return tree.over(name).stream().anyMatch(part -> medium.contains(part.name()));
  }

  /** Disks with the same identity, but for those that it is made of or that are made of it. */
  private List<String> otherPaths(String name, DiskIdentities identities) {
    DiskIdentity own = identities.of(name);
    return tree.disks().stream()
        .filter(other -> !isOver(name, other.name()) && !isOver(other.name(), name))
        .filter(other -> own.mayBe(identities.of(other.name())))
        .map(BlockTree.Node::path)
        .toList();
  }

  private boolean isOver(String lower, String upper) {
    return tree.over(lower).stream().anyMatch(node -> node.name().equals(upper));
  }

  private TargetReport file(Path named, Path path, Path real) {
    DeviceUses devices = new DeviceUses(root, tree, facts);
    List<Use> uses = new ArrayList<>(devices.loopsOn(path.toString()));
    if (devices.swapNames().contains(path.toString())) {
      uses.add(new Use(Use.Kind.SWAP, path.toString(), ""));
    }
    if (uses.isEmpty() && facts.isClaimed(real)) {
      uses.add(new Use(Use.Kind.CLAIMED, path.toString(), ""));
    }
    Contents contents = Contents.of(real, 512, runner);
    return new TargetReport(
        named,
        path,
        TargetKind.FILE,
        facts.size(real),
        512,
        facts.isReadOnly(real),
        uses,
        false,
        false,
        List.of(),
        List.of(),
        contents.texts(),
        contents.table(),
        contents.partitions(),
        "",
        facts.freeSpace(real));
  }

  private TargetReport missing(Path named, Path path, Path real) {
    Path folder = real.getParent();
    boolean hasFolder = folder != null && facts.kind(folder) == TargetKind.DIRECTORY;
    boolean readOnly = folder != null && hasFolder && facts.isReadOnly(folder);
    return bare(
        named,
        path,
        TargetKind.MISSING,
        readOnly,
        hasFolder ? String.valueOf(path.getParent()) : "",
        hasFolder ? facts.freeSpace(real) : 0);
  }

  private static TargetReport simple(Path named, Path path, TargetKind kind) {
    return bare(named, path, kind, false, "", 0);
  }

  private static TargetReport bare(
      Path named, Path path, TargetKind kind, boolean readOnly, String belongsTo, long freeSpace) {
    return new TargetReport(
        named,
        path,
        kind,
        0,
        512,
        readOnly,
        List.of(),
        false,
        false,
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        List.of(),
        belongsTo,
        freeSpace);
  }

  private MountTable mounts() {
    return MountTable.read(root.resolve("proc/self/mountinfo"));
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
