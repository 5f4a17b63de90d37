package dev.bootferry.deployment.imports;

import dev.bootferry.deployment.objects.Checksum;

/**
 * An image in the repository.
 *
 * @param commit the merged one, which is deployed
 * @param wasPresent whether it was there before, with all its layers
 */
public record ImportedImage(Checksum commit, boolean wasPresent) {}
