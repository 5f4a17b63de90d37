/** The program bootferry: commands, rendering, exit codes. */
@NullMarked
package dev.bootferry.cli;

import org.jspecify.annotations.NullMarked;
