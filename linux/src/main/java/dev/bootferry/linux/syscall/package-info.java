/**
 * Calls into the C library through {@code java.lang.foreign}: the errno of every call is captured,
 * and a failed call is an exception that names the function and the errno.
 */
@NullMarked
package dev.bootferry.linux.syscall;

import org.jspecify.annotations.NullMarked;
