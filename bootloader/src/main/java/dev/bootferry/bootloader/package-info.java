/** Boot entries, kernel arguments and boot loaders. */
@NullMarked
package dev.bootferry.bootloader;

import org.jspecify.annotations.NullMarked;
