/** Programs of the user's that run around an installation. */
@NullMarked
package dev.bootferry.installer.script;

import org.jspecify.annotations.NullMarked;
