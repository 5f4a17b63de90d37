package dev.bootferry.deployment.upgrade;

import dev.bootferry.images.facts.ImageFacts;
import dev.bootferry.images.set.OpenSet;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.tree.ImageTree;
import java.util.Map;

/**
 * To what a system is upgraded.
 *
 * @param set checked
 * @param tree of the base image
 * @param facts of the base image
 * @param boundTrees of the bound images; those that are not here are reckoned by their compressed
 *     size
 */
public record UpgradeRequest(
    OpenSet set, ImageTree tree, ImageFacts facts, Map<SetImage, ImageTree> boundTrees) {
  public UpgradeRequest {
    boundTrees = Map.copyOf(boundTrees);
  }
}
