/** Programs on a terminal, as a person sees and uses them. */
@NullMarked
package dev.bootferry.testing.terminal;

import org.jspecify.annotations.NullMarked;
