/** Installed disks, started by each firmware as a machine with no network would. */
@NullMarked
package dev.bootferry.testing.firmware;

import org.jspecify.annotations.NullMarked;
