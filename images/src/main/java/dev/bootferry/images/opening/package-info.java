/** From a reference to an open image set: resolving, pinning, finding the bound images. */
@NullMarked
package dev.bootferry.images.opening;

import org.jspecify.annotations.NullMarked;
