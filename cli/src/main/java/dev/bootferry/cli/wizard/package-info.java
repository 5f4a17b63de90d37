/** The questions of the installer on a terminal. */
@NullMarked
package dev.bootferry.cli.wizard;

import org.jspecify.annotations.NullMarked;
