package dev.bootferry.images.bundle;

import dev.bootferry.core.progress.Progress;
import dev.bootferry.images.bundle.BundleDamage.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Hashes blobs, several at once, the largest first so that all workers end together. */
final class BlobHasher {
  private static final int BUFFER = 1 << 18;

  private final DamageList damages;

  BlobHasher(DamageList damages) {
    this.damages = damages;
  }

  void hash(List<BlobCheck> blobs, int jobs, Progress progress) throws IOException {
    long total = blobs.stream().mapToLong(BlobCheck::size).sum();
    List<BlobCheck> sorted = new ArrayList<>(blobs);
    sorted.sort(Comparator.comparingLong(BlobCheck::size).reversed());
    try (Progress.Stage stage = progress.stage("verifying", total);
        ExecutorService workers = Executors.newFixedThreadPool(Math.max(1, jobs))) {
      List<Future<?>> running = new ArrayList<>();
      for (BlobCheck blob : sorted) {
        running.add(
            workers.submit(() -> {
              hash(blob, stage);
              return null;
            }));
      }
      try {
        for (Future<?> one : running) {
          one.get();
        }
      } catch (ExecutionException e) {
        workers.shutdownNow();
        throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
      } catch (InterruptedException e) {
        workers.shutdownNow();
        Thread.currentThread().interrupt();
        throw new java.io.InterruptedIOException("interrupted while verifying");
      }
    }
  }

  private void hash(BlobCheck blob, Progress.Stage stage) throws IOException {
    MessageDigest computation = blob.digest().newComputation();
    long count = 0;
    try (InputStream in = blob.content().open()) {
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
        computation.update(buffer, 0, read);
        count += read;
        stage.moved(read);
      }
    } catch (EOFException e) {
      // Less than there should be: told below.
    }
    if (count != blob.size()) {
      damages.add(
          Kind.LENGTH,
          blob.path(),
          "has only " + count + " of its " + blob.size() + " bytes: the bundle is cut off");
    } else if (!blob.digest().matches(computation.digest())) {
      damages.add(Kind.CONTENT, blob.path(), "has content that is not of this digest");
    }
  }
}
