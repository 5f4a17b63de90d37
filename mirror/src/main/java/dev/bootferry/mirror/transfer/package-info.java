/** Blobs on their way into a bundle: several at once, checked, and readable while they land. */
@NullMarked
package dev.bootferry.mirror.transfer;

import org.jspecify.annotations.NullMarked;
