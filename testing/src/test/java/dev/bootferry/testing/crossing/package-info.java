/**
 * A machine's whole way, by commands that are given inside it: from the first version to the next
 * and back.
 */
@NullMarked
package dev.bootferry.testing.crossing;

import org.jspecify.annotations.NullMarked;
