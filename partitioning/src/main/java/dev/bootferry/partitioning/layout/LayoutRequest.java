package dev.bootferry.partitioning.layout;

import dev.bootferry.core.ByteSize;
import dev.bootferry.partitioning.Architecture;
import dev.bootferry.partitioning.disk.DiskGeometry;
import dev.bootferry.partitioning.filesystem.FileSystemType;
import java.util.Optional;

/**
 * What a disk is to be divided for.
 *
 * @param target names the disk, for messages
 * @param rootType file system of the root partition
 * @param rootSize of the root partition; the rest of the disk when empty
 * @param minimumRoot what the root partition must at least have for what will be put there
 */
public record LayoutRequest(
    String target,
    DiskGeometry geometry,
    Architecture architecture,
    FileSystemType rootType,
    Optional<ByteSize> rootSize,
    ByteSize minimumRoot) {}
