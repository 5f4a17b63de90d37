/**
 * Descriptors, manifests and configurations of the OCI image specification, with their exact bytes.
 */
@NullMarked
package dev.bootferry.images.model;

import org.jspecify.annotations.NullMarked;
