/** Finding and judging disks, and dividing them. */
@NullMarked
package dev.bootferry.partitioning;

import org.jspecify.annotations.NullMarked;
