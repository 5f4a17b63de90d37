/** What is shipped, tried as its user tries it. */
@NullMarked
package dev.bootferry.testing.dist;

import org.jspecify.annotations.NullMarked;
