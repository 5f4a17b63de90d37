/** Base images of unusual kinds: imported, installed and booted. */
@NullMarked
package dev.bootferry.testing.kinds;

import org.jspecify.annotations.NullMarked;
