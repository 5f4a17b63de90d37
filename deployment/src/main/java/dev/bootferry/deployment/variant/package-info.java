/**
 * GVariant, the serialisation that ostree keeps its metadata in, as far as ostree uses it.
 *
 * <p>Specification: "GVariant Specification", part of GLib's documentation.
 */
@NullMarked
package dev.bootferry.deployment.variant;

import org.jspecify.annotations.NullMarked;
