/** Images in registries: what the rest of Bootferry uses of this module. */
@NullMarked
package dev.bootferry.registry.client;

import org.jspecify.annotations.NullMarked;
