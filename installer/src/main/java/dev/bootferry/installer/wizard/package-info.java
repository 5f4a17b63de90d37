/**
 * The questions of an interactive installation as data, and the machine that goes through them. No
 * terminal here: what shows the pages and reads the keys is elsewhere.
 */
@NullMarked
package dev.bootferry.installer.wizard;

import org.jspecify.annotations.NullMarked;
