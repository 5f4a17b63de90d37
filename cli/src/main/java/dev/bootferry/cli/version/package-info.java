/** Which Bootferry this is. */
@NullMarked
package dev.bootferry.cli.version;

import org.jspecify.annotations.NullMarked;
