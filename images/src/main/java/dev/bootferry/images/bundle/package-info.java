/**
 * Bundles: an image set as an OCI image layout in one tar or one folder. The format is specified in
 * docs/bundle-format.md.
 */
@NullMarked
package dev.bootferry.images.bundle;

import org.jspecify.annotations.NullMarked;
