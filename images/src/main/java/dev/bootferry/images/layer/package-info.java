/** Image layers: decompressed, verified, and applied to a directory. */
@NullMarked
package dev.bootferry.images.layer;

import org.jspecify.annotations.NullMarked;
