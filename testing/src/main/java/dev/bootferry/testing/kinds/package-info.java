/** Sets whose base image is of an unusual kind: with an SELinux policy, composefs, encapsulated. */
@NullMarked
package dev.bootferry.testing.kinds;

import org.jspecify.annotations.NullMarked;
