/**
 * {@code bootferry mirror} as a whole program, against a real registry: what comes out of it
 * compared with what skopeo makes of the same references, and what is left when it fails.
 */
@NullMarked
package dev.bootferry.testing.mirror;

import org.jspecify.annotations.NullMarked;
