package dev.bootferry.deployment.imports;

import dev.bootferry.deployment.objects.Checksum;
import dev.bootferry.deployment.objects.DirMeta;
import dev.bootferry.deployment.objects.DirTree;
import dev.bootferry.deployment.objects.FileAttributes;
import dev.bootferry.deployment.objects.ObjectStore;
import dev.bootferry.deployment.objects.ObjectType;
import dev.bootferry.deployment.objects.TreeRef;
import dev.bootferry.deployment.sysroot.Sysroot;
import dev.bootferry.images.layer.LayerPath;
import dev.bootferry.images.layer.LowerLayer;
import dev.bootferry.linux.files.Directory;
import dev.bootferry.linux.files.FileLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A layer that the repository has. It is looked for in the commit's trees: checking a layer out
 * makes a name for each of its files, to answer for a few of them.
 */
final class CommittedLayer implements LowerLayer {
  private final ObjectStore objects;
  private final Path repository;
  private final Checksum commit;
  private final Path scratch;

  /**
   * Prepares.
   *
   * @param scratch a folder that lasts as long as the answers, for one thread: what stands for
   *     directories is made there
   */
  CommittedLayer(Sysroot sysroot, Checksum commit, Path scratch) {
    this.objects = sysroot.objects();
    this.repository = sysroot.repository();
    this.commit = commit;
    this.scratch = scratch;
  }

  @Override
  public Answer ask(List<String> components) throws IOException {
    Checksum at = objects.commit(commit).root().tree();
    boolean opaque = false;
    for (int i = 0; i < components.size(); i++) {
      String name = components.get(i);
      DirTree tree = objects.tree(at);
      opaque |= tree.files().containsKey(LayerPath.OPAQUE);
      boolean whiteout =
          tree.files().containsKey(LayerPath.onDisk(LayerPath.WHITEOUT_PREFIX + name));
      TreeRef directory = tree.directories().get(name);
      Checksum file = tree.files().get(name);
      boolean last = i == components.size() - 1;
      if (directory == null) {
        if (file == null) {
          return opaque || whiteout ? new Hidden() : new FurtherDown();
        }
        return last ? new Here(object(file)) : new Hidden();
      }
      if (last) {
        return new Here(directory(directory.meta()));
      }
      // What a layer both hides and has anew is only what it has.
      opaque |= whiteout;
      at = directory.tree();
    }
    return new FurtherDown();
  }

  private FileLocation object(Checksum file) {
    Path path = objects.path(ObjectType.FILE, file);
    return new FileLocation(repository, repository.relativize(path).toString());
  }

  /** An empty directory with the same attributes; one for all that share them. */
  private FileLocation directory(Checksum meta) throws IOException {
    if (!Files.isDirectory(scratch.resolve(meta.hex()), LinkOption.NOFOLLOW_LINKS)) {
      DirMeta attributes = DirMeta.parse(objects.read(ObjectType.DIR_META, meta));
      try (Directory parent = Directory.open(scratch)) {
        parent.makeDirectory(meta.hex(), 0700);
        try (Directory made = parent.openDirectory(meta.hex())) {
          made.changeOwner(
              Integer.toUnsignedLong(attributes.uid()), Integer.toUnsignedLong(attributes.gid()));
          made.changeMode(attributes.mode());
          for (Map.Entry<String, byte[]> xattr :
              FileAttributes.xattrs(attributes.xattrs()).entrySet()) {
            // Labels are given anew to each image.
            if (!xattr.getKey().equals("security.selinux")) {
              made.setXattr(xattr.getKey(), xattr.getValue());
            }
          }
        }
      }
    }
    return new FileLocation(scratch, meta.hex());
  }
}
