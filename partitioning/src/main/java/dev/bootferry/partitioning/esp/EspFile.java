package dev.bootferry.partitioning.esp;

import dev.bootferry.core.Digest;

/**
 * A file in the EFI system partition, as it must be there.
 *
 * @param size in bytes
 * @param digest of its content
 */
public record EspFile(EspPath path, long size, Digest digest) {}
