package dev.bootferry.images.tree;

import dev.bootferry.core.Digest;
import dev.bootferry.core.io.ByteCounter;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.layer.LayerStream;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.source.BlobSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Reads all layers of an image, verifies them on the way, and merges what they hold. */
public final class ImageScan {
  private ImageScan() {}

  /** As the other, capturing only {@link CapturedPaths#STANDARD}. */
  public static ImageTree scan(SetImage image, BlobSource blobs, int jobs, ByteCounter counter)
      throws IOException {
    return scan(image, blobs, jobs, counter, path -> false);
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
    inParallel(
        jobs,
        IntStream.range(0, layers.size())
            .boxed()
            .sorted(Comparator.comparingLong((Integer i) -> -layers.get(i).size()))
            .<Callable<Void>>map(i ->
                () -> {
                  try (LayerStream layer =
                      LayerStream.open(
                          blobs, layers.get(i), diffIds.get(i), image.reference(), counter)) {
                    contents[i] =
                        LayerScan.scan(layer, new LayerScan.Options(layer.name(), capture));
                  }
                  return null;
                })
            .toList());
    return image.config().encapsulatesCommit()
        ? ImageTree.mergeEncapsulated(Arrays.asList(contents))
        : ImageTree.merge(Arrays.asList(contents));
  }

  /** Runs all; the first failure ends the others, and is thrown once they have ended. */
  private static void inParallel(int jobs, List<Callable<Void>> tasks) throws IOException {
    try (ExecutorService threads =
        Executors.newFixedThreadPool(
            jobs, Thread.ofPlatform().daemon().name("scan-", 0).factory())) {
      CompletionService<Void> done = new ExecutorCompletionService<>(threads);
      tasks.forEach(done::submit);
      try {
        for (int i = 0; i < tasks.size(); i++) {
          done.take().get();
        }
      } catch (ExecutionException e) {
        threads.shutdownNow();
        throw asThrown(e);
      } catch (InterruptedException e) {
        threads.shutdownNow();
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while scanning layers");
      }
    }
  }

  private static IOException asThrown(ExecutionException failure) {
    return switch (failure.getCause()) {
      case IOException e -> e;
      case ProblemException e -> throw e;
      case Error e -> throw e;
      case null, default -> throw new IllegalStateException(failure);
    };
  }
}
