/** Work done by several threads. */
@NullMarked
package dev.bootferry.core.work;

import org.jspecify.annotations.NullMarked;
