/** Kernel arguments: an ordered list, and what of it a boot loader can carry. */
@NullMarked
package dev.bootferry.bootloader.kargs;

import org.jspecify.annotations.NullMarked;
