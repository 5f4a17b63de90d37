/**
 * Upgrading, going back and tidying up on the running system: all old or all new, without a
 * network.
 */
@NullMarked
package dev.bootferry.deployment.upgrade;

import org.jspecify.annotations.NullMarked;
