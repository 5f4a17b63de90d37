/** Encrypted volumes: LUKS2, by cryptsetup. */
@NullMarked
package dev.bootferry.partitioning.luks;

import org.jspecify.annotations.NullMarked;
