/** The disks of this machine, real devices among them, described and judged. */
@NullMarked
package dev.bootferry.testing.disks;

import org.jspecify.annotations.NullMarked;
