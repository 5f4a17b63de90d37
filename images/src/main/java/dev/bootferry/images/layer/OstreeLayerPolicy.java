package dev.bootferry.images.layer;

import java.util.Set;

/**
 * Where bootc's importer puts the entries of a layer that is no part of an encapsulated ostree
 * commit (ostree-ext, {@code tar/write.rs}): {@code etc} becomes {@code usr/etc}; of {@code run tmp
 * proc sys dev} the directory stays and what is in it is dropped; {@code var} and all other
 * top-level names stay.
 */
public final class OstreeLayerPolicy implements LayerPolicy {
  private static final Set<String> EMPTIED = Set.of("run", "tmp", "proc", "sys", "dev");
  private static final String ETC_WHITEOUT = LayerPath.WHITEOUT_PREFIX + "etc";

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
    if (!rest.isEmpty() && EMPTIED.contains(top)) {
      return new Decision.Drop();
    }
    return new Decision.Keep(path);
  }
}
