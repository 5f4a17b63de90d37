/** Mounting and unmounting, and what is mounted. */
@NullMarked
package dev.bootferry.linux.mount;

import org.jspecify.annotations.NullMarked;
