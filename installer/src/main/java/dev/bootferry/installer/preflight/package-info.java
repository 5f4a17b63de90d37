/** Everything that is checked before anything is written. */
@NullMarked
package dev.bootferry.installer.preflight;

import org.jspecify.annotations.NullMarked;
