package dev.bootferry.partitioning.target;

import dev.bootferry.linux.mount.MountEntry;
import dev.bootferry.linux.mount.MountTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the devices that a live system was started from, also when its root is an overlay on an
 * image on that medium.
 */
final class Medium {
  /** Where the live systems of dracut, Debian, Ubuntu, Arch and Anaconda mount it. */
  private static final Set<String> TARGETS =
      Set.of(
          "/run/initramfs/live",
          "/run/initramfs/isoscan",
          "/run/live/medium",
          "/lib/live/mount/medium",
          "/usr/lib/live/mount/medium",
          "/cdrom",
          "/run/archiso/bootmnt",
          "/run/install/repo",
          "/run/install/isodir");

  static final String LABEL = "BOOTFERRY";

  private static final Pattern LIVE_ROOT =
      Pattern.compile("(?:^|\\s)root=(?:live:)?(?:CD)?(LABEL|UUID)=(\\S+)");

  private final MountTable mounts;
  private final BlockTree tree;
  private final DiskIdentities identities;
  private final Set<String> names = new HashSet<>();
  private final Set<String> visited = new HashSet<>();

  private Medium(MountTable mounts, BlockTree tree, DiskIdentities identities) {
    this.mounts = mounts;
    this.tree = tree;
    this.identities = identities;
  }

  /** The names of these devices, disks or partitions. */
  static Set<String> find(Path root, MountTable mounts, BlockTree tree, DiskIdentities identities) {
    Medium medium = new Medium(mounts, tree, identities);
    mounts.entries().stream().filter(medium::isMedium).forEach(m -> medium.visit(m, true));
    mounts.at(Path.of("/")).ifPresent(m -> medium.visit(m, false));
    medium.fromKernelArguments(root.resolve("proc/cmdline"));
    return medium.names;
  }

  private boolean isMedium(MountEntry mount) {
    if (TARGETS.contains(mount.target().toString())) {
      return true;
    }
    Optional<String> name = node(mount).map(BlockTree.Node::name);
    // An image that somebody looks into is no medium; a stick with one is.
    boolean image = mount.type().equals("iso9660") && name.flatMap(tree::backing).isEmpty();
    return name.isPresent()
        && (image || identities.linksOf(name.get()).contains("by-label/" + LABEL));
  }

  /** The live system may have copied itself to memory, and still it is the medium. */
  private void fromKernelArguments(Path file) {
    String arguments;
    try {
      arguments = Files.readString(file);
    } catch (IOException e) {
      return;
    }
    if (!arguments.contains("root=live:")) {
      return;
    }
    Matcher matcher = LIVE_ROOT.matcher(arguments);
    while (matcher.find()) {
      String link = matcher.group(1).equals("UUID") ? "by-uuid/" : "by-label/";
      for (String name : tree.names()) {
        if (identities.linksOf(name).contains(link + matcher.group(2))) {
          names.add(name);
        }
      }
    }
  }

  /**
   * Follows what a mount is made of.
   *
   * @param behind whether it is behind an image or overlay, as the disk of an installed system is
   *     not
   */
  private void visit(MountEntry mount, boolean behind) {
    if (!visited.add(mount.target().toString())) {
      return;
    }
    node(mount).ifPresent(node -> visit(node.name(), behind));
    if (mount.type().equals("overlay")) {
      for (String option : mount.superOptions()) {
        lowerFolders(option).forEach(folder -> holding(Path.of(folder)));
      }
    }
  }

  private void visit(String name, boolean behind) {
    Optional<String> backing = tree.backing(name);
    if (backing.isPresent()) {
      if (backing.get().startsWith("/dev/")) {
        tree.named(backing.get()).ifPresent(node -> visit(node.name(), true));
      } else if (backing.get().startsWith("/")) {
        holding(Path.of(backing.get()));
      }
      return;
    }
    if (behind) {
      names.add(name);
    }
    tree.slaves(name).forEach(slave -> visit(slave, behind));
  }

  private void holding(Path path) {
    mounts.holding(path).ifPresent(mount -> visit(mount, true));
  }

  private Optional<BlockTree.Node> node(MountEntry mount) {
    return tree.byNumber(mount.major() + ":" + mount.minor());
  }

  private static Stream<String> lowerFolders(String option) {
    for (String name : List.of("lowerdir=", "lowerdir+=")) {
      if (option.startsWith(name)) {
        return Stream.of(option.substring(name.length()).split(":"))
            .filter(folder -> folder.startsWith("/"));
      }
    }
    return Stream.empty();
  }
}
