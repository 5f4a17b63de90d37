package dev.bootferry.deployment.objects;

/**
 * A directory: what it holds, and its own attributes.
 *
 * @param tree a {@link ObjectType#DIR_TREE}
 * @param meta a {@link ObjectType#DIR_META}
 */
public record TreeRef(Checksum tree, Checksum meta) {}
