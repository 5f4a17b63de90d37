/** What belongs to one machine and to no image, as a person asked for it: data only. */
@NullMarked
package dev.bootferry.installer.settings;

import org.jspecify.annotations.NullMarked;
