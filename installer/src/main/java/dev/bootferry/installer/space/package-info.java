/** How much room an installed set takes. */
@NullMarked
package dev.bootferry.installer.space;

import org.jspecify.annotations.NullMarked;
