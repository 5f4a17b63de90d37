/** The file tree of an image as data, without unpacking it. */
@NullMarked
package dev.bootferry.images.tree;

import org.jspecify.annotations.NullMarked;
