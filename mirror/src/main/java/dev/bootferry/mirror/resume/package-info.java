/** What lets an interrupted mirror go on: the lock, the journal, and what an earlier run left. */
@NullMarked
package dev.bootferry.mirror.resume;

import org.jspecify.annotations.NullMarked;
