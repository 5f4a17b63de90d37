package dev.bootferry.images.layer;

import java.util.Set;

/**
 * Where bootc's importer puts the entries of a layer (ostree-ext, {@code tar/write.rs}): {@code
 * etc} becomes {@code usr/etc}; of {@code run tmp proc sys dev} the directory stays and what is in
 * it is left out; {@code var} and all other top-level names stay. A hard link to something left out
 * gets its content.
 *
 * @param onCommit whether the layer lies on an encapsulated ostree commit: then what it changes in
 *     {@code sysroot/ostree/repo} is left out, and hard links into it become files
 * @param topLevelKept whether other top-level names stay, as they do when the root is a composefs
 *     image or transient, or when there is no commit below
 */
public record OstreeLayerPolicy(boolean onCommit, boolean topLevelKept) implements LayerPolicy {
  private static final Set<String> EMPTIED = Set.of("run", "tmp", "proc", "sys", "dev");
  private static final Set<String> ALWAYS_KEPT = Set.of("", "usr", "var");
  private static final String ETC_WHITEOUT = LayerPath.WHITEOUT_PREFIX + "etc";
  private static final String REPOSITORY = "sysroot/ostree/repo";

  /** For images that are plain layers, with no ostree commit in them. */
  public OstreeLayerPolicy() {
    this(false, true);
  }

  @Override
  public Decision decide(String path) {
    int slash = path.indexOf('/');
    String top = slash < 0 ? path : path.substring(0, slash);
    String rest = slash < 0 ? "" : path.substring(slash);
    if (top.equals("etc")) {
      return new Decision.Keep("usr/etc" + rest);
    }
    if (path.equals(ETC_WHITEOUT)) {
      // What it hides has moved too.
      return new Decision.Keep("usr/" + ETC_WHITEOUT);
    }
    if (EMPTIED.contains(top)) {
      return rest.isEmpty() ? new Decision.Keep(path) : new Decision.Aside();
    }
    if (onCommit && path.startsWith(REPOSITORY + "/")) {
      return new Decision.Aside();
    }
    return topLevelKept || ALWAYS_KEPT.contains(top)
        ? new Decision.Keep(path)
        : new Decision.Drop();
  }
}
