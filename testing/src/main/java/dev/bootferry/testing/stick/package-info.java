/** Sticks that carry the program to a machine without Java, with a bundle. */
@NullMarked
package dev.bootferry.testing.stick;

import org.jspecify.annotations.NullMarked;
