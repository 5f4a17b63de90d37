/** Words: what somebody perhaps meant. */
@NullMarked
package dev.bootferry.core.text;

import org.jspecify.annotations.NullMarked;
