/** The rules of docs/architecture.md that no compiler holds. */
@NullMarked
package dev.bootferry.testing.architecture;

import org.jspecify.annotations.NullMarked;
