/** What an installation erases before it writes anything of its own: saved, and put back. */
@NullMarked
package dev.bootferry.partitioning.undo;

import org.jspecify.annotations.NullMarked;
