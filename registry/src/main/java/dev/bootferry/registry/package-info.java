/** The network: a client of the OCI distribution specification. This package has its problems. */
@NullMarked
package dev.bootferry.registry;

import org.jspecify.annotations.NullMarked;
