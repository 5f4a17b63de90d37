package dev.bootferry.installer.space;

import dev.bootferry.core.ByteSize;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.tree.ImageTree;
import dev.bootferry.images.tree.TreeEntry;
import dev.bootferry.images.tree.TreeTotals;
import java.util.Map;

/** Says beforehand, from the trees of a set's images, what they will take. Pure. */
public final class SpaceOracle {
  private static final long BLOCK = 4096;

  /**
   * A folder of the image is there four times while it is installed: as it is staged and merged, as
   * an object, and in the deployment.
   */
  private static final long FOLDER_COPIES = 4;

  /** Of what podman keeps for each name of a layer, so that its tar can be made again. */
  private static final long TAR_SPLIT_PER_ENTRY = 256;

  private SpaceOracle() {}

  /**
   * Computes.
   *
   * @param bound the bound images that will be put on the disk, with their trees
   */
  public static SpaceNeeded needed(ImageTree base, Map<SetImage, ImageTree> bound) {
    TreeTotals totals = base.totals();
    long baseBytes =
        totals.fileBlockBytes()
            + totals.directories() * FOLDER_COPIES * BLOCK
            + copied(base, "usr/lib/modules")
            + copied(base, "etc");
    long boundBytes = 0;
    long temporary = 0;
    long inodes = totals.inodes() + totals.directories() * FOLDER_COPIES;
    for (Map.Entry<SetImage, ImageTree> image : bound.entrySet()) {
      TreeTotals own = image.getValue().totals();
      boundBytes +=
          own.fileBlockBytes()
              + own.directories() * BLOCK
              + own.inodes() * TAR_SPLIT_PER_ENTRY
              + BLOCK * 16;
      temporary = Math.max(temporary, image.getKey().layerBytes() + BLOCK * 16);
      inodes += own.inodes() + 16;
    }
    return new SpaceNeeded(
        new ByteSize(baseBytes), new ByteSize(boundBytes), new ByteSize(temporary), inodes);
  }

  /** Kernel and initramfs stand in /boot again, and /etc beside /usr/etc. */
  private static long copied(ImageTree tree, String folder) {
    boolean modules = folder.startsWith("usr/lib/modules");
    return tree.walk(folder)
        .filter(TreeEntry::isFile)
        .filter(e -> !modules || e.name().startsWith("vmlinuz") || e.name().startsWith("initramfs"))
        .mapToLong(e -> Math.ceilDiv(e.size(), BLOCK) * BLOCK)
        .sum();
  }
}
