/** The sample images and the registry that offers them. */
@NullMarked
package dev.bootferry.testing.sample;

import org.jspecify.annotations.NullMarked;
