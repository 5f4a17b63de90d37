/** What the program can do, as its commands see it; the modules stand behind it, or a test. */
@NullMarked
package dev.bootferry.cli.usecase;

import org.jspecify.annotations.NullMarked;
