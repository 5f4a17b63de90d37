package dev.bootferry.mirror;

import dev.bootferry.core.Digest;
import dev.bootferry.core.io.ByteCounter;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.bundle.BundleOutput;
import dev.bootferry.images.bundle.BundleOutput.GrowingBlob;
import dev.bootferry.images.bundle.BundlePlan;
import dev.bootferry.images.bundle.BundlePlan.PlannedFile;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.source.ImageSource;
import dev.bootferry.images.tree.ImageTree;
import dev.bootferry.images.tree.LayerContents;
import dev.bootferry.images.tree.LayerScan;
import dev.bootferry.mirror.compress.Compression;
import dev.bootferry.mirror.compress.LayerCompressor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compresses the unpacked layers of a container storage into a bundle, one after the other, each
 * with all cores.
 */
final class UnpackedLayers implements AutoCloseable {
  private static final int BUFFER = 256 << 10;

  private final BundleOutput output;
  private final Compression compression;
  private final ByteCounter counter;
  private final Map<Digest, Packed> done = new HashMap<>();
  private @Nullable LayerCompressor compressor;

  /**
   * A layer that is in the bundle.
   *
   * @param layer as compressed
   * @param plan with it
   */
  record Packed(Descriptor layer, BundlePlan plan) {}

  /**
   * What is in an image whose layers are unpacked. Contents are passed over, not read, so nothing
   * is verified either: that is done when the layers are copied.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code tar-invalid}, {@code layer-invalid}
   */
  static ImageTree scan(SetImage image, ImageSource source) throws IOException {
    List<LayerContents> contents = new ArrayList<>();
    for (Descriptor layer : image.manifest().layers()) {
      try (InputStream tar = source.blob(layer)) {
        String name = name(layer, source);
        contents.add(LayerScan.scan(tar, LayerScan.Options.named(name)));
      }
    }
    return ImageTree.merge(contents);
  }

  private static String name(Descriptor layer, ImageSource source) {
    return "layer " + layer.digest() + " of " + source.name();
  }

  UnpackedLayers(BundleOutput output, Compression compression, ByteCounter counter) {
    this.output = output;
    this.compression = compression;
    this.counter = counter;
  }

  /**
   * Puts a layer at the end of the plan, unless it is in it already.
   *
   * @param layer unpacked; its digest is the diff-id
   * @throws dev.bootferry.core.problem.ProblemException {@code layer-diffid-mismatch}
   */
  Packed pack(Descriptor layer, ImageSource source, BundlePlan plan) throws IOException {
    Packed known = done.get(layer.digest());
    if (known != null) {
      counter.moved(layer.size());
      return new Packed(known.layer(), plan);
    }
    LayerCompressor compressor = compressor();
    MessageDigest compressed = Digest.newSha256();
    try (GrowingBlob blob = output.grow(plan);
        InputStream in = source.blob(layer)) {
      LayerCompressor.Output sink =
          (bytes, offset, length) -> {
            compressed.update(bytes, offset, length);
            blob.write(ByteBuffer.wrap(bytes, offset, length));
          };
      compressor.begin(sink);
      MessageDigest unpacked = layer.digest().newComputation();
      byte[] buffer = new byte[BUFFER];
      long count = 0;
      for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
        unpacked.update(buffer, 0, read);
        compressor.write(buffer, 0, read, sink);
        count += read;
        counter.moved(read);
      }
      if (count != layer.size() || !layer.digest().matches(unpacked.digest())) {
        throw mismatch(name(layer, source));
      }
      compressor.finish(sink);
      Digest digest = Digest.ofSha256(compressed.digest());
      PlannedFile file = blob.commit(digest);
      Packed packed =
          new Packed(
              new Descriptor(compression.mediaType(), digest, file.size()),
              plan.file(file.path()).isPresent() ? plan : plan.with(file.path(), file.size()));
      done.put(layer.digest(), packed);
      return packed;
    }
  }

  private LayerCompressor compressor() {
    LayerCompressor existing = compressor;
    if (existing == null) {
      existing = new LayerCompressor(compression, Runtime.getRuntime().availableProcessors());
      compressor = existing;
    }
    return existing;
  }

  @Override
  public void close() {
    LayerCompressor existing = compressor;
    if (existing != null) {
      existing.close();
    }
  }

  private static RuntimeException mismatch(String name) {
    return new Problem(
            ImagesProblem.LAYER_DIFFID_MISMATCH,
            "read " + name,
            "what the container storage holds is not what the image's configuration names",
            "Remove the image with podman rmi and pull or build it again.")
        .exception();
  }
}
