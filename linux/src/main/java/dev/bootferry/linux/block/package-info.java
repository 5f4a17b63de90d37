/** Block devices: loop devices on files, sizes, partition scanning, caches, exclusive use. */
@NullMarked
package dev.bootferry.linux.block;

import org.jspecify.annotations.NullMarked;
