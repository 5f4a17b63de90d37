/** Shows work under way: live lines on a terminal, plain lines in a log, JSON for programs. */
@NullMarked
package dev.bootferry.cli.progress;

import org.jspecify.annotations.NullMarked;
