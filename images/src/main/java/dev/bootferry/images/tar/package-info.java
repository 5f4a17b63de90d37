/** Tar archives, read and written without losing anything: POSIX ustar and PAX, GNU, and v7. */
@NullMarked
package dev.bootferry.images.tar;

import org.jspecify.annotations.NullMarked;
