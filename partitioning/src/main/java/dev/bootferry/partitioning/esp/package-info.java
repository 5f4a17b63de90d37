/** Files in the EFI system partition, written and read back without mounting it. */
@NullMarked
package dev.bootferry.partitioning.esp;

import org.jspecify.annotations.NullMarked;
