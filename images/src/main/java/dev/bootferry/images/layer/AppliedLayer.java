package dev.bootferry.images.layer;

/**
 * What became of a layer's entries.
 *
 * @param files regular files written, a file with several hard links once
 * @param hardLinks names of regular files beyond the first
 * @param whiteouts kept as empty files: {@code .wh.NAME} and {@code .wh..wh..opq}; see {@link
 *     LayerPath#onDisk}
 * @param copiedFromLower hard links to files of lower layers, made as copies
 * @param droppedSpecials devices, FIFOs and sockets
 * @param droppedByPolicy other entries that the policy left out
 * @param bytes of content written, holes not counted
 */
public record AppliedLayer(
    long files,
    long directories,
    long symlinks,
    long hardLinks,
    long whiteouts,
    long copiedFromLower,
    long droppedSpecials,
    long droppedByPolicy,
    long bytes) {}
