/** Names of images, as skopeo, podman and bootc spell them. */
@NullMarked
package dev.bootferry.images.reference;

import org.jspecify.annotations.NullMarked;
