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
import dev.bootferry.images.source.ImageSource;
import dev.bootferry.images.tree.LayerContents;
import dev.bootferry.images.tree.LayerScan;
import dev.bootferry.mirror.compress.Compression;
import dev.bootferry.mirror.compress.LayerCompressor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compresses the unpacked layers of a container storage into a bundle, one after the other, each
 * with all cores, and reads on the way what is in them.
 */
final class UnpackedLayers implements AutoCloseable {
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
  record Packed(Descriptor layer, LayerContents contents, BundlePlan plan) {}

  UnpackedLayers(BundleOutput output, Compression compression, ByteCounter counter) {
    this.output = output;
    this.compression = compression;
    this.counter = counter;
  }

  /**
   * Puts a layer at the end of the plan, unless it is in it already.
   *
   * @param layer unpacked; its digest is the diff-id
   * @throws dev.bootferry.core.problem.ProblemException {@code layer-diffid-mismatch}, {@code
   *     tar-invalid}, {@code layer-invalid}
   */
  Packed pack(Descriptor layer, ImageSource source, BundlePlan plan) throws IOException {
    Packed known = done.get(layer.digest());
    if (known != null) {
      counter.moved(layer.size());
      return new Packed(known.layer(), known.contents(), plan);
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
      Tee tee = new Tee(in, layer, compressor, sink);
      String name = "layer " + layer.digest() + " of " + source.name();
      LayerContents contents = LayerScan.scan(tee, LayerScan.Options.named(name));
      tee.require(name);
      compressor.finish(sink);
      Digest digest = Digest.ofSha256(compressed.digest());
      PlannedFile file = blob.commit(digest);
      Packed packed =
          new Packed(
              new Descriptor(compression.mediaType(), digest, file.size()),
              contents,
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

  /** Passes on what is read to the compressor, and hashes it. */
  private final class Tee extends InputStream {
    private final InputStream in;
    private final Descriptor layer;
    private final LayerCompressor compressor;
    private final LayerCompressor.Output sink;
    private final MessageDigest computation;
    private long count;

    Tee(InputStream in, Descriptor layer, LayerCompressor compressor, LayerCompressor.Output sink) {
      this.in = in;
      this.layer = layer;
      this.compressor = compressor;
      this.sink = sink;
      this.computation = layer.digest().newComputation();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = in.read(buffer, offset, length);
      if (read > 0) {
        computation.update(buffer, offset, read);
        compressor.write(buffer, offset, read, sink);
        count += read;
        counter.moved(read);
      }
      return read;
    }

    void require(String name) {
      if (count == layer.size() && layer.digest().matches(computation.digest())) {
        return;
      }
      throw new Problem(
              ImagesProblem.LAYER_DIFFID_MISMATCH,
              "read " + name,
              "what the container storage holds is not what the image's configuration names",
              "Remove the image with podman rmi and pull or build it again.")
          .exception();
    }
  }
}
