/** Images and disks for tests. */
@NullMarked
package dev.bootferry.deployment.kit;

import org.jspecify.annotations.NullMarked;
