/**
 * Registries for tests: a double that misbehaves on purpose, the real docker-registry, token
 * servers, and small images to read from them.
 */
@NullMarked
package dev.bootferry.registry.testing;

import org.jspecify.annotations.NullMarked;
