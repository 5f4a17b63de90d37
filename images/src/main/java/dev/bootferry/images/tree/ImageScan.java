package dev.bootferry.images.tree;

import dev.bootferry.core.Digest;
import dev.bootferry.core.io.ByteCounter;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.work.Workers;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.layer.LayerStream;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.source.BlobSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Reads all layers of an image, verifies them on the way, and merges what they hold. */
public final class ImageScan {
  private ImageScan() {}

  /** As the other, capturing only {@link CapturedPaths#STANDARD}. */
  public static ImageTree scan(SetImage image, BlobSource blobs, int jobs, ByteCounter counter)
      throws IOException {
    return scan(image, blobs, jobs, counter, path -> false, Optional.empty());
  }

  /**
   * As the first, but a layer that the memory has a record of is not read: its blob may be damaged
   * or missing. The tree has the records of all layers.
   */
  public static ImageTree scanUnknown(
      SetImage image, BlobSource blobs, int jobs, ByteCounter counter, LayerMemory memory)
      throws IOException {
    return scan(image, blobs, jobs, counter, path -> false, Optional.of(memory));
  }

  /**
   * Scans the layers, several at once, the largest first. Every layer's compressed digest, size and
   * diff-id is checked.
   *
   * @param jobs layers at once, at least 1
   * @param counter told of compressed bytes, by several threads
   * @param capture more files to capture the content of
   * @throws dev.bootferry.core.problem.ProblemException {@code blob-digest-mismatch}, {@code
   *     blob-size-mismatch}, {@code layer-diffid-mismatch}, {@code layer-invalid}, {@code
   *     tar-invalid}, {@code layer-compression-unknown}, {@code config-invalid} when the
   *     configuration counts other layers than the manifest, or what the source says
   */
  public static ImageTree scan(
      SetImage image, BlobSource blobs, int jobs, ByteCounter counter, Predicate<String> capture)
      throws IOException {
    return scan(image, blobs, jobs, counter, capture, Optional.empty());
  }

  private static ImageTree scan(
      SetImage image,
      BlobSource blobs,
      int jobs,
      ByteCounter counter,
      Predicate<String> capture,
      Optional<LayerMemory> memory)
      throws IOException {
    List<Descriptor> layers = image.manifest().layers();
    List<Digest> diffIds = image.config().diffIds();
    if (layers.size() != diffIds.size()) {
      throw new Problem(
              ImagesProblem.CONFIG_INVALID,
              "scan the layers of " + image.reference(),
              "the manifest has "
                  + layers.size()
                  + " layers, the configuration "
                  + diffIds.size()
                  + " diff-ids",
              "The image is damaged: build or push it again.")
          .exception();
    }
    LayerContents[] contents = new LayerContents[layers.size()];
    Map<Digest, byte[]> records = new ConcurrentHashMap<>();
    Workers.run(
        "scan",
        jobs,
        IntStream.range(0, layers.size())
            .boxed()
            .sorted(Comparator.comparingLong((Integer i) -> -layers.get(i).size()))
            .<Workers.Task>map(i ->
                () -> {
                  Descriptor descriptor = layers.get(i);
                  Digest diffId = diffIds.get(i);
                  Optional<byte[]> record =
                      memory.isPresent()
                          ? memory.get().recall(descriptor.digest())
                          : Optional.empty();
                  Optional<LayerContents> known =
                      record.flatMap(r -> LayerRecord.decode(r, descriptor.digest(), diffId));
                  if (known.isPresent()) {
                    contents[i] = known.get();
                    records.put(descriptor.digest(), record.get());
                    counter.moved(descriptor.size());
                    return;
                  }
                  try (LayerStream layer =
                      LayerStream.open(blobs, descriptor, diffId, image.reference(), counter)) {
                    contents[i] =
                        LayerScan.scan(layer, new LayerScan.Options(layer.name(), capture));
                  }
                  if (memory.isPresent()) {
                    records.put(
                        descriptor.digest(),
                        LayerRecord.encode(contents[i], descriptor.digest(), diffId));
                  }
                })
            .toList());
    return (image.config().encapsulatesCommit()
            ? ImageTree.mergeEncapsulated(Arrays.asList(contents))
            : ImageTree.merge(Arrays.asList(contents)))
        .withRecords(records);
  }
}
