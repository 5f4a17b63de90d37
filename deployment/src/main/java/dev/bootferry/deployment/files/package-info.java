/** Folders of a sysroot and of other roots, handled without leaving them. */
@NullMarked
package dev.bootferry.deployment.files;

import org.jspecify.annotations.NullMarked;
