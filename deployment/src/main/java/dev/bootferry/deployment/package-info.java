/** The ostree sysroot and the store of bound images. */
@NullMarked
package dev.bootferry.deployment;

import org.jspecify.annotations.NullMarked;
