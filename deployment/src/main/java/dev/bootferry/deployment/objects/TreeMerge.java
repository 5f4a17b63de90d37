package dev.bootferry.deployment.objects;

import dev.bootferry.images.layer.LayerPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Merges the trees of layers into one, as the OCI image specification says ("Image Layer Filesystem
 * Changeset", "Applying Changesets"): the uppermost entry of a name wins, with its own attributes
 * also where it is a directory; {@code .wh.NAME} takes away what lower layers have under that name,
 * {@code .wh..wh..opq} all that they have in the directory; directories of one name are merged,
 * where a file or link between them does not part them.
 *
 * <p>Works on metadata alone: file objects are neither read nor written. Keeps in memory no more
 * than the directories on one path.
 */
public final class TreeMerge {
  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";

  /** Other reserved names of the format's origin, AUFS; never part of a tree. */
  private static final String RESERVED = ".wh..wh.";

  private final ObjectStore objects;
  private final Set<String> droppedWhenEmpty;

  /**
   * Prepares to merge.
   *
   * @param droppedWhenEmpty paths that are left out when they are regular files without content:
   *     those that container builds leave behind
   */
  public TreeMerge(ObjectStore objects, Set<String> droppedWhenEmpty) {
    this.objects = objects;
    this.droppedWhenEmpty = Set.copyOf(droppedWhenEmpty);
  }

  /** What stands under a name: a file object, or directories to be merged, the lowest first. */
  private sealed interface Entry {
    record File(Checksum checksum) implements Entry {}

    record Directories(List<TreeRef> stack) implements Entry {}
  }

  /**
   * Merges, and writes the directories that are new.
   *
   * @param layers the lowest first; at least one
   */
  public TreeRef merge(List<TreeRef> layers) throws IOException {
    return merge("", layers);
  }

  private TreeRef merge(String path, List<TreeRef> stack) throws IOException {
    Map<String, Entry> entries = new TreeMap<>();
    for (TreeRef layer : stack) {
      add(objects.tree(layer.tree()), entries);
    }
    Map<String, Checksum> files = new TreeMap<>();
    Map<String, TreeRef> directories = new TreeMap<>();
    for (Map.Entry<String, Entry> named : entries.entrySet()) {
      String below = path.isEmpty() ? named.getKey() : path + "/" + named.getKey();
      switch (named.getValue()) {
        case Entry.File(Checksum checksum) -> {
          if (!droppedWhenEmpty.contains(below) || !objects.isEmptyFile(checksum)) {
            files.put(named.getKey(), checksum);
          }
        }
        case Entry.Directories(List<TreeRef> below1) ->
            directories.put(named.getKey(), merge(below, below1));
      }
    }
    Checksum tree = objects.write(ObjectType.DIR_TREE, new DirTree(files, directories).bytes());
    return new TreeRef(tree, stack.getLast().meta());
  }

  /** Whiteouts reach lower layers only, so a layer's own come before its entries. */
  private static void add(DirTree layer, Map<String, Entry> entries) {
    if (layer.files().containsKey(OPAQUE)) {
      entries.clear();
    }
    for (String name : layer.files().keySet()) {
      if (name.startsWith(WHITEOUT) && !name.startsWith(RESERVED)) {
        entries.remove(name.substring(WHITEOUT.length()));
      } else if (LayerPath.isShortened(name)) {
        entries.keySet().removeIf(hidden -> LayerPath.onDisk(WHITEOUT + hidden).equals(name));
      }
    }
    layer
        .files()
        .forEach((name, checksum) -> {
          if (!name.startsWith(WHITEOUT)) {
            entries.put(name, new Entry.File(checksum));
          }
        });
    layer
        .directories()
        .forEach((name, ref) -> {
          List<TreeRef> stack = new ArrayList<>();
          if (entries.get(name) instanceof Entry.Directories(List<TreeRef> lower)) {
            stack.addAll(lower);
          }
          stack.add(ref);
          entries.put(name, new Entry.Directories(stack));
        });
  }
}
