/** What the questions of the wizard depend on, found on this machine. */
@NullMarked
package dev.bootferry.installer.wizard.machine;

import org.jspecify.annotations.NullMarked;
