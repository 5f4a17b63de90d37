/** Making and checking file systems with the tools of their projects. */
@NullMarked
package dev.bootferry.partitioning.filesystem;

import org.jspecify.annotations.NullMarked;
