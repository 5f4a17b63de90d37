/** Where images are read from, whatever kind of place that is. */
@NullMarked
package dev.bootferry.images.source;

import org.jspecify.annotations.NullMarked;
