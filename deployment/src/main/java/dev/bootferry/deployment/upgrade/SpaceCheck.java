package dev.bootferry.deployment.upgrade;

import dev.bootferry.core.ByteSize;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.deployment.DeploymentProblem;
import dev.bootferry.deployment.bound.StorePlan;
import dev.bootferry.deployment.imports.ImportPlan;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.tree.ImageTree;
import dev.bootferry.images.tree.TreeEntry;
import dev.bootferry.images.tree.TreeTotals;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandRunner;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reckons what an upgrade needs, never less than it takes, and compares it with what is free. */
final class SpaceCheck {
  private static final long BLOCK = 4096;

  /** A new folder is there as it is staged, as an object, and in the deployment. */
  private static final long FOLDER_COPIES = 3;

  /** What layers may unpack to where no tree says: more than gzip usually saves. */
  private static final long UNPACKED_FACTOR = 4;

  /** ostree writes nothing when less than this share of the file system would stay free. */
  private static final double MIN_FREE = 0.03;

  private static final ByteSize SPARE = ByteSize.mebibytes(64);

  private SpaceCheck() {}

  static UpgradeSpace needed(UpgradeRequest request, ImportPlan base, StorePlan stores) {
    Set<Integer> missing = new HashSet<>();
    base.missing().forEach(layer -> missing.add(layer.index()));
    long bytes = 0;
    long inodes = 0;
    long kernel = 0;
    for (TreeEntry entry : (Iterable<TreeEntry>) request.tree().walk("")::iterator) {
      if (entry.isDirectory()) {
        // Every deployment has folders of its own; files are hard links.
        long copies = missing.contains(entry.layer()) ? FOLDER_COPIES : 1;
        bytes += copies * BLOCK;
        inodes += copies;
      } else if (missing.contains(entry.layer())) {
        bytes += blocks(entry.size());
        inodes++;
      }
      if (entry.path().startsWith("etc/") && !entry.isDirectory()) {
        bytes += blocks(entry.size());
        inodes++;
      }
      if (isBootFile(entry)) {
        kernel += blocks(entry.size());
      }
    }
    long boot = missing.isEmpty() ? 0 : kernel;
    bytes += boot + SPARE.bytes();
    long temporary = 0;
    for (SetImage image : stores.missing()) {
      temporary = Math.max(temporary, image.layerBytes());
      bytes += unpacked(image, request.boundTrees());
      inodes += inodes(image, request.boundTrees());
    }
    for (SetImage image : stores.shared()) {
      inodes += inodes(image, request.boundTrees());
    }
    return new UpgradeSpace(new ByteSize(bytes + temporary), inodes, new ByteSize(boot));
  }

  /**
   * Compares.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code space-missing}, naming all that is
   *     missing
   */
  static void check(UpgradeSpace needed, Path root, Path boot, CommandRunner host)
      throws IOException {
    FileStore store = Files.getFileStore(root);
    long free = store.getUsableSpace() - (long) (store.getTotalSpace() * MIN_FREE);
    if (free < needed.bytes().bytes()) {
      throw missing(root, needed.bytes() + " are needed, and " + size(free) + " can be used");
    }
    if (Files.isDirectory(boot)) {
      FileStore bootStore = Files.getFileStore(boot);
      if (!bootStore.equals(store) && bootStore.getUsableSpace() < needed.boot().bytes()) {
        throw missing(
            boot,
            needed.boot()
                + " are needed for kernel and initramfs, and "
                + size(bootStore.getUsableSpace())
                + " are free");
      }
    }
    long inodes = freeInodes(root, host);
    if (inodes >= 0 && inodes < needed.inodes()) {
      throw missing(root, needed.inodes() + " inodes are needed, and " + inodes + " are free");
    }
  }

  /** Free inodes; -1 where the file system makes them as they are needed. */
  private static long freeInodes(Path root, CommandRunner host) {
    String text =
        host.run(Command.of(List.of("stat", "-f", "-c", "%c %d", root.toString()))).text();
    String[] counts = text.split(" ", -1);
    boolean known = counts.length == 2 && text.matches("[0-9]{1,18} [0-9]{1,18}");
    return known && Long.parseLong(counts[0]) > 0 ? Long.parseLong(counts[1]) : -1;
  }

  private static boolean isBootFile(TreeEntry entry) {
    return entry.isFile()
        && entry.path().startsWith("usr/lib/modules/")
        && (entry.name().startsWith("vmlinuz") || entry.name().startsWith("initramfs"));
  }

  private static long unpacked(SetImage image, Map<SetImage, ImageTree> trees) {
    ImageTree tree = trees.get(image);
    if (tree == null) {
      return UNPACKED_FACTOR * image.layerBytes();
    }
    TreeTotals totals = tree.totals();
    return totals.fileBlockBytes() + (totals.inodes() + 16) * BLOCK;
  }

  private static long inodes(SetImage image, Map<SetImage, ImageTree> trees) {
    ImageTree tree = trees.get(image);
    return tree == null ? image.layerBytes() / BLOCK : tree.totals().inodes() + 16;
  }

  private static long blocks(long bytes) {
    return Math.ceilDiv(bytes, BLOCK) * BLOCK;
  }

  private static ByteSize size(long bytes) {
    return new ByteSize(Math.max(0, bytes));
  }

  private static RuntimeException missing(Path where, String why) {
    return new Problem(
            DeploymentProblem.SPACE_MISSING,
            "upgrade on the file system at " + where,
            why,
            "Remove what is not needed in /var, drop an old deployment with ostree admin undeploy,"
                + " or enlarge the file system.")
        .exception();
  }
}
