/**
 * The stores of bound images on an installed system: container storages that podman uses as
 * additional image stores, one for all deployments or, where versions need another image under the
 * same name, one for each.
 */
@NullMarked
package dev.bootferry.deployment.bound;

import org.jspecify.annotations.NullMarked;
