/** What belongs to the installed machine and to no image. */
@NullMarked
package dev.bootferry.installer.system;

import org.jspecify.annotations.NullMarked;
