/** The program ostree: which one works, and what it is told. */
@NullMarked
package dev.bootferry.deployment.ostree;

import org.jspecify.annotations.NullMarked;
