/** What one run of the program sees of the process and the terminal it was started from. */
@NullMarked
package dev.bootferry.cli.terminal;

import org.jspecify.annotations.NullMarked;
