/** What a person wants of a disk, before it is known which disk and whether it has the room. */
@NullMarked
package dev.bootferry.partitioning.wish;

import org.jspecify.annotations.NullMarked;
