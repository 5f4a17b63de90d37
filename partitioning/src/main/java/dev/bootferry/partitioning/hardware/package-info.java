/** A machine as an installer sees it: its disks, its firmware, its memory. */
@NullMarked
package dev.bootferry.partitioning.hardware;

import org.jspecify.annotations.NullMarked;
