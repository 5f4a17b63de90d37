/** A base image with everything that it binds, each pinned to a digest. */
@NullMarked
package dev.bootferry.images.set;

import org.jspecify.annotations.NullMarked;
