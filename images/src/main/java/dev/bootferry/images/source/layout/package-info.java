/** Images in an OCI image layout, in a folder or in a tar that is read where it lies. */
@NullMarked
package dev.bootferry.images.source.layout;

import org.jspecify.annotations.NullMarked;
