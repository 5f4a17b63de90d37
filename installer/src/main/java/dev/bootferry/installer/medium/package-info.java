/** The medium from which an unattended installation takes its file, and that gets its log. */
@NullMarked
package dev.bootferry.installer.medium;

import org.jspecify.annotations.NullMarked;
