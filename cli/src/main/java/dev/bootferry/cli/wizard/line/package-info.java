/** The same questions line by line, for terminals that can only write. */
@NullMarked
package dev.bootferry.cli.wizard.line;

import org.jspecify.annotations.NullMarked;
