/** What is told of an installation: its steps, its result, its log. */
@NullMarked
package dev.bootferry.installer.report;

import org.jspecify.annotations.NullMarked;
