/** What is booted, staged and kept, each with its bound images. */
@NullMarked
package dev.bootferry.deployment.status;

import org.jspecify.annotations.NullMarked;
