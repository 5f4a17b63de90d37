package dev.bootferry.deployment.upgrade;

import dev.bootferry.core.ByteSize;

/**
 * What an upgrade needs, beside what is there.
 *
 * @param bytes on the file system of the sysroot, at the worst moment
 * @param inodes on the same
 * @param boot bytes on /boot for another kernel and initramfs; part of {@code bytes} where /boot is
 *     no file system of its own
 */
public record UpgradeSpace(ByteSize bytes, long inodes, ByteSize boot) {}
