/** The network: a client of the OCI distribution specification. */
@NullMarked
package dev.bootferry.registry;

import org.jspecify.annotations.NullMarked;
