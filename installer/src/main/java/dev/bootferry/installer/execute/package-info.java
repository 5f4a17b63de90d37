/** Carries out a plan, step by step, so that the disk cannot be started before all of it agrees. */
@NullMarked
package dev.bootferry.installer.execute;

import org.jspecify.annotations.NullMarked;
