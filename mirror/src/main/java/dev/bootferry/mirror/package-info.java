/** From image sources to a bundle. */
@NullMarked
package dev.bootferry.mirror;

import org.jspecify.annotations.NullMarked;
