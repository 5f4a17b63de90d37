/**
 * The GUID partition table of the UEFI specification 2.10, chapter 5: pure encoding, and the order
 * in which it is written and erased.
 */
@NullMarked
package dev.bootferry.partitioning.gpt;

import org.jspecify.annotations.NullMarked;
