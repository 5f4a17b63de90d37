/** Events of long work, told to whoever renders them. */
@NullMarked
package dev.bootferry.core.progress;

import org.jspecify.annotations.NullMarked;
