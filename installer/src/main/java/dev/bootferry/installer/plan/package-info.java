/** What an installation will do, as data: what --dry-run prints is what is executed. */
@NullMarked
package dev.bootferry.installer.plan;

import org.jspecify.annotations.NullMarked;
