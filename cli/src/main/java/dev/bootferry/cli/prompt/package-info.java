/** Questions to the person at the terminal. */
@NullMarked
package dev.bootferry.cli.prompt;

import org.jspecify.annotations.NullMarked;
