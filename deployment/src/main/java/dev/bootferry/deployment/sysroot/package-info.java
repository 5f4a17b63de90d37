/** The ostree sysroot: made, read, deployed to and finished, so that bootc accepts it. */
@NullMarked
package dev.bootferry.deployment.sysroot;

import org.jspecify.annotations.NullMarked;
