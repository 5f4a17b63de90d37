/**
 * Programs of an image, run without the image being installed: copied out with the libraries they
 * need, and started in a root of their own without a network.
 */
@NullMarked
package dev.bootferry.deployment.tools;

import org.jspecify.annotations.NullMarked;
