package dev.bootferry.deployment.imports;

import dev.bootferry.images.reference.TargetReference;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.source.BlobSource;
import dev.bootferry.images.tree.ImageTree;

/**
 * What is to be imported.
 *
 * @param image a checked base image
 * @param blobs where its layers are read from; they are verified once more on the way
 * @param tree of the image
 * @param target what the system will follow: names the ref of the image
 */
public record ImportRequest(
    SetImage image, BlobSource blobs, ImageTree tree, TargetReference target) {}
