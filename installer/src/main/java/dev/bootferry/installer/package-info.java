/** Puts an image set on a disk and makes it boot. */
@NullMarked
package dev.bootferry.installer;

import org.jspecify.annotations.NullMarked;
