/** Values that every module speaks in: digests and byte sizes. */
@NullMarked
package dev.bootferry.core;

import org.jspecify.annotations.NullMarked;
