/** A disk, or a file that holds one, as bytes at offsets. */
@NullMarked
package dev.bootferry.partitioning.disk;

import org.jspecify.annotations.NullMarked;
