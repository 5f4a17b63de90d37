/** Undoing an installation that was stopped before it wrote anything of its own. */
@NullMarked
package dev.bootferry.installer.undo;

import org.jspecify.annotations.NullMarked;
