/**
 * A whole installation as it was asked for: what the wizard gathers and the unattended file says.
 */
@NullMarked
package dev.bootferry.installer.specification;

import org.jspecify.annotations.NullMarked;
