/** What ./demo shows: a machine that boots, is upgraded from a stick and rolled back. */
@NullMarked
package dev.bootferry.testing.tour;

import org.jspecify.annotations.NullMarked;
