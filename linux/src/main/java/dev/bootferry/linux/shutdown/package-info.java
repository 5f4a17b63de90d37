/** What has to be undone when the process is told to end before it is done. */
@NullMarked
package dev.bootferry.linux.shutdown;

import org.jspecify.annotations.NullMarked;
