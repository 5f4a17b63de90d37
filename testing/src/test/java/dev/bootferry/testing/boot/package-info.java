/** GRUB as it is put on disks, booted with a kernel that only tells what it was given. */
@NullMarked
package dev.bootferry.testing.boot;

import org.jspecify.annotations.NullMarked;
