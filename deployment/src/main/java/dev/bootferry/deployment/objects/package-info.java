/**
 * The objects of an ostree repository in mode {@code bare}: read, written and merged without the
 * ostree program.
 *
 * <p>Layers are committed by ostree itself; what it cannot do, we do here: give a commit metadata
 * of any size (a process takes at most 128 KiB in one argument), and merge layers exactly as the
 * OCI image specification says (ostree's own checkout keeps the lowest layer's owner and mode of a
 * directory).
 */
@NullMarked
package dev.bootferry.deployment.objects;

import org.jspecify.annotations.NullMarked;
