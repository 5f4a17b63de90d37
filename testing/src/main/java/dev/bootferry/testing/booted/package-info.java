/** Installed systems that run without a machine, for what needs no kernel of its own. */
@NullMarked
package dev.bootferry.testing.booted;

import org.jspecify.annotations.NullMarked;
