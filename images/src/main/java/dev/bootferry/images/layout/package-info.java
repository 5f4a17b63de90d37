/** The files of an OCI image layout, in a folder or in a tar, read where they lie. */
@NullMarked
package dev.bootferry.images.layout;

import org.jspecify.annotations.NullMarked;
