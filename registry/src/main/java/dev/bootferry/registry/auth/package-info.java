/** Who we are for a registry: files with credentials, challenges, tokens. */
@NullMarked
package dev.bootferry.registry.auth;

import org.jspecify.annotations.NullMarked;
