/**
 * Images become ostree commits: each layer its own, and one that merges them, with the refs and
 * metadata by which ostree's container support and bootc recognise them.
 */
@NullMarked
package dev.bootferry.deployment.imports;

import org.jspecify.annotations.NullMarked;
