/** Boot loaders that the image installs by itself. */
@NullMarked
package dev.bootferry.bootloader.bootupd;

import org.jspecify.annotations.NullMarked;
