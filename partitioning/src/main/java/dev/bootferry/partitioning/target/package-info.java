/** Finding out what a target is, and judging whether it may be overwritten. */
@NullMarked
package dev.bootferry.partitioning.target;

import org.jspecify.annotations.NullMarked;
