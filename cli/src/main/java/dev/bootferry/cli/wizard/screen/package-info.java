/** One page of the installer on each screen, for terminals that can move their cursor. */
@NullMarked
package dev.bootferry.cli.wizard.screen;

import org.jspecify.annotations.NullMarked;
