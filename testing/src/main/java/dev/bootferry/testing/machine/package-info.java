/** Machines to boot: QEMU without a network card, and the serial line to what runs there. */
@NullMarked
package dev.bootferry.testing.machine;

import org.jspecify.annotations.NullMarked;
