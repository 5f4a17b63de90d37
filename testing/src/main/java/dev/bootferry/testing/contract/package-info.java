/**
 * Checks that an installed or upgraded system is what bootc and ostree expect on disk, one check
 * for each line of what is known of that. They read the files themselves and change nothing.
 */
@NullMarked
package dev.bootferry.testing.contract;

import org.jspecify.annotations.NullMarked;
