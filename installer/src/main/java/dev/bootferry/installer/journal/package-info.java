/** What a run of the installer leaves on record, for the next run and on the new system. */
@NullMarked
package dev.bootferry.installer.journal;

import org.jspecify.annotations.NullMarked;
