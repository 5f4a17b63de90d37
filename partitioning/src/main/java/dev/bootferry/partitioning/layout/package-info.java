/** Dividing a disk: pure planning. */
@NullMarked
package dev.bootferry.partitioning.layout;

import org.jspecify.annotations.NullMarked;
