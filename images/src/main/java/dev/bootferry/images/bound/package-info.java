/** Which images an operating system image binds, read from the image itself as bootc does. */
@NullMarked
package dev.bootferry.images.bound;

import org.jspecify.annotations.NullMarked;
