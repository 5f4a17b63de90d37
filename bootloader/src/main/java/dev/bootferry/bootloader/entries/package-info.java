/** Boot entries as libostree writes and reads them. */
@NullMarked
package dev.bootferry.bootloader.entries;

import org.jspecify.annotations.NullMarked;
