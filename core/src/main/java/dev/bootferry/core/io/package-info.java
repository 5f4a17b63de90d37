/** Streams that count, hash and stop where they must, and files that survive a crash. */
@NullMarked
package dev.bootferry.core.io;

import org.jspecify.annotations.NullMarked;
