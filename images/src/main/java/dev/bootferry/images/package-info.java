/** Images as data: nothing here touches a network. */
@NullMarked
package dev.bootferry.images;

import org.jspecify.annotations.NullMarked;
