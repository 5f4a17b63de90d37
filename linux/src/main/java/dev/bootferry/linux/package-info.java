/** The only code that makes a system call or starts a process. */
@NullMarked
package dev.bootferry.linux;

import org.jspecify.annotations.NullMarked;
