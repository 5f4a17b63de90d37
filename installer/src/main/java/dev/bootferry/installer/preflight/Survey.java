package dev.bootferry.installer.preflight;

import dev.bootferry.images.bound.UsabilityFinding;
import dev.bootferry.images.facts.ImageFacts;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.tree.ImageTree;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a set holds, after every layer of it has been read and verified.
 *
 * @param base the operating system's files
 * @param bound the bound images' files, for those that will be installed
 * @param findings bound images that would not start without a network
 */
public record Survey(
    ImageTree base,
    ImageFacts facts,
    List<UsabilityFinding> findings,
    Map<SetImage, ImageTree> bound) {
  public Survey {
    findings = List.copyOf(findings);
    bound = Collections.unmodifiableMap(new LinkedHashMap<>(bound));
  }
}
