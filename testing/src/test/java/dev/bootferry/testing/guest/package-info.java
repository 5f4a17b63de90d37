/** The installer at work on a machine whose kernel has all that this one may lack. */
@NullMarked
package dev.bootferry.testing.guest;

import org.jspecify.annotations.NullMarked;
