/** What went wrong, in words a person can act on, with a stable code. */
@NullMarked
package dev.bootferry.core.problem;

import org.jspecify.annotations.NullMarked;
