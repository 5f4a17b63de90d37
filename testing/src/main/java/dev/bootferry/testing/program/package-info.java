/** The program as its user sees it: arguments in, exit code and both streams out. */
@NullMarked
package dev.bootferry.testing.program;

import org.jspecify.annotations.NullMarked;
