/** Compresses layers anew, on all cores, with bytes that depend on nothing but the content. */
@NullMarked
package dev.bootferry.mirror.compress;

import org.jspecify.annotations.NullMarked;
