/** Measures the program beside its peers, in one run on one machine. */
@NullMarked
package dev.bootferry.testing.benchmark;

import org.jspecify.annotations.NullMarked;
