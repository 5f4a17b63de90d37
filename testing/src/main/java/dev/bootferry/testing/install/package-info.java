/** Installed disks, made once for all tests that look at them. */
@NullMarked
package dev.bootferry.testing.install;

import org.jspecify.annotations.NullMarked;
