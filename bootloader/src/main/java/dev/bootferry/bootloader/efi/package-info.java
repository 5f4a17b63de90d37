/** What goes into the EFI system partition. */
@NullMarked
package dev.bootferry.bootloader.efi;

import org.jspecify.annotations.NullMarked;
