/** Objects in layers, as they should be and otherwise. */
@NullMarked
package dev.bootferry.deployment.encapsulated;

import org.jspecify.annotations.NullMarked;
