/** What an image says of itself: kernel, boot settings, install configuration. */
@NullMarked
package dev.bootferry.images.facts;

import org.jspecify.annotations.NullMarked;
