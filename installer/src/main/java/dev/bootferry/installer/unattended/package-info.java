/** The file that says all that an installation needs to know: reading, writing, finding it. */
@NullMarked
package dev.bootferry.installer.unattended;

import org.jspecify.annotations.NullMarked;
