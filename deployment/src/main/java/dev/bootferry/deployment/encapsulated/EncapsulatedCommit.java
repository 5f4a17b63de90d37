package dev.bootferry.deployment.encapsulated;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.deployment.DeploymentProblem;
import dev.bootferry.deployment.objects.Checksum;
import dev.bootferry.deployment.objects.CommitObject;
import dev.bootferry.deployment.objects.DirMeta;
import dev.bootferry.deployment.objects.DirTree;
import dev.bootferry.deployment.objects.ObjectStore;
import dev.bootferry.deployment.objects.ObjectType;
import dev.bootferry.deployment.objects.TreeRef;
import dev.bootferry.images.layer.LayerPath;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** Puts together what the layers of an encapsulated commit brought. */
public final class EncapsulatedCommit {
  /** Linux takes paths of 4 KiB, so no tree is deeper. */
  private static final int MAX_DEPTH = 2048;

  private final ObjectStore objects;

  /** What has been looked at: the same directory may be in many places. */
  private final Map<Checksum, Extent> known = new HashMap<>();

  /**
   * How far a directory reaches.
   *
   * @param names in it and below
   * @param height of the deepest below; 1 for a directory without others
   */
  private record Extent(long names, int height) {}

  private EncapsulatedCommit(ObjectStore objects) {
    this.objects = objects;
  }

  /**
   * Stores the commit of the first layer, after the other layers' objects are there.
   *
   * @param image for messages
   * @throws ProblemException {@code encapsulation-invalid} when the commit names an object that no
   *     layer had, or more names than any system has; nothing is stored then
   */
  public static Checksum store(ObjectStore objects, LayerObjects.Commit commit, String image)
      throws IOException {
    TreeRef root = CommitObject.parse(commit.bytes()).root();
    try {
      new EncapsulatedCommit(objects).require(root, 0);
    } catch (IllegalArgumentException e) {
      throw invalid("import the ostree commit in " + image, String.valueOf(e.getMessage()));
    }
    if (commit.detached().isPresent()) {
      objects.writeDetached(commit.checksum(), commit.detached().get());
    }
    return objects.write(ObjectType.COMMIT, commit.bytes());
  }

  /**
   * Stores the commit that stands for one layer of files: each is named by its own checksum, so
   * that the layer's ref keeps them.
   */
  public static Checksum storeLayer(ObjectStore objects, SortedSet<Checksum> files)
      throws IOException {
    SortedMap<String, Checksum> names = new TreeMap<>();
    files.forEach(file -> names.put(file.hex(), file));
    TreeRef root =
        new TreeRef(
            objects.write(ObjectType.DIR_TREE, new DirTree(names, Map.of()).bytes()),
            objects.write(ObjectType.DIR_META, DirMeta.PLAIN.bytes()));
    return objects.write(
        ObjectType.COMMIT, CommitObject.of(Map.of(), Optional.empty(), 0, root).bytes());
  }

  /** Demands everything below. */
  private Extent require(TreeRef ref, int depth) throws IOException {
    demand(ObjectType.DIR_META, ref.meta());
    Extent seen = known.get(ref.tree());
    if (depth + (seen == null ? 0 : seen.height()) > MAX_DEPTH) {
      throw new IllegalArgumentException("its folders are nested deeper than Linux allows");
    }
    if (seen != null) {
      return seen;
    }
    demand(ObjectType.DIR_TREE, ref.tree());
    DirTree tree = objects.tree(ref.tree());
    long count = tree.files().size();
    int height = 0;
    for (Checksum file : tree.files().values()) {
      demand(ObjectType.FILE, file);
    }
    for (TreeRef directory : tree.directories().values()) {
      Extent below = require(directory, depth + 1);
      count += 1 + below.names();
      height = Math.max(height, below.height());
      if (count > LayerPath.MAX_ENTRIES) {
        throw new IllegalArgumentException(
            "it has more than " + LayerPath.MAX_ENTRIES + " files, links and directories");
      }
    }
    Extent extent = new Extent(count, height + 1);
    known.put(ref.tree(), extent);
    return extent;
  }

  private void demand(ObjectType type, Checksum checksum) {
    if (!objects.has(type, checksum)) {
      throw new IllegalArgumentException(
          "no layer has its " + type.suffix() + " object " + checksum);
    }
  }

  static ProblemException invalid(String what, String why) {
    return new Problem(
            DeploymentProblem.ENCAPSULATION_INVALID,
            what,
            why,
            "The image is damaged or made to do harm: build or mirror it again, and check where it"
                + " came from.")
        .exception();
  }
}
