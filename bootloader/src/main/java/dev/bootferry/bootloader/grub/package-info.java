/** GRUB as it is put on a disk: its configuration, and its images for BIOS. */
@NullMarked
package dev.bootferry.bootloader.grub;

import org.jspecify.annotations.NullMarked;
