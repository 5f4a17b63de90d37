/**
 * Reads images in ostree's own chunked form, the shape of Fedora's and CentOS's: the first layer
 * has a commit with its directories, further ones its files as objects of a repository. What comes
 * out is that very commit, bit for bit, and for each layer one that keeps its objects.
 */
@NullMarked
package dev.bootferry.deployment.encapsulated;

import org.jspecify.annotations.NullMarked;
