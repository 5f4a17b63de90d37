package dev.bootferry.cli.usecase;

import dev.bootferry.core.Digest;
import dev.bootferry.images.set.ImageSet;

/**
 * What the documents of a bundle say.
 *
 * @param name as the user gave it
 * @param id digest of index.json, which names the set
 */
public record InspectedBundle(String name, Digest id, ImageSet set) {}
