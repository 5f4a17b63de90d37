/** Child processes: one runner, argument lists, bounded output, whole command in every error. */
@NullMarked
package dev.bootferry.linux.process;

import org.jspecify.annotations.NullMarked;
