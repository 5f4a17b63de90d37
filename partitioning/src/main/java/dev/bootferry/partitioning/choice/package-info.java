/** Choosing one disk among those of a machine: pure. */
@NullMarked
package dev.bootferry.partitioning.choice;

import org.jspecify.annotations.NullMarked;
