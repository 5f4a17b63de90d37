/** Which boot loader a disk gets, and the making of its parts. */
@NullMarked
package dev.bootferry.bootloader.install;

import org.jspecify.annotations.NullMarked;
