/** The log of the program: System.Logger, one line each, on standard error. */
@NullMarked
package dev.bootferry.cli.logging;

import org.jspecify.annotations.NullMarked;
