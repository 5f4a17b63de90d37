/** Images in a local container storage (containers/storage, overlay driver), read directly. */
@NullMarked
package dev.bootferry.images.storage;

import org.jspecify.annotations.NullMarked;
