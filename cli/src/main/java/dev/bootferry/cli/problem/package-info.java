/** What went wrong, as text for people and as JSON for programs. */
@NullMarked
package dev.bootferry.cli.problem;

import org.jspecify.annotations.NullMarked;
