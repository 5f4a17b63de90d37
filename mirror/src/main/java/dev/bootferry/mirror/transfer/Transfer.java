package dev.bootferry.mirror.transfer;

import dev.bootferry.core.Digest;
import dev.bootferry.core.io.ByteCounter;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.bundle.BundlePlan.PlannedFile;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.source.BlobSource;
import dev.bootferry.mirror.resume.UnfinishedBundle;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings blobs into an unfinished bundle, in the order in which they are asked for, several at
 * once. What has landed, and what is landing, can be read. The first failure stops all.
 */
public final class Transfer implements AutoCloseable {
  private final UnfinishedBundle bundle;
  private final ByteCounter counter;
  private final int jobs;
  private final OpenStreams streams = new OpenStreams();
  private final Checkpoints checkpoints;
  private final List<Thread> workers = new ArrayList<>();

  // Guarded by this.
  private final Map<Digest, Landing> landings = new LinkedHashMap<>();
  private final Deque<Landing> waiting = new ArrayDeque<>();
  private int underWay;
  private boolean closed;
  private boolean finished;
  private @Nullable Throwable failure;

  /**
   * Begins without any blob.
   *
   * @param jobs blobs at once, at least 1
   * @param counter told of bytes as they are written; of a negative number when bytes have to be
   *     fetched once more
   */
  public Transfer(UnfinishedBundle bundle, int jobs, ByteCounter counter) {
    this.bundle = bundle;
    this.jobs = jobs;
    this.counter = counter;
    this.checkpoints = new Checkpoints(bundle, this::news);
  }

  /**
   * Asks for a blob. What an earlier run left must have been settled for its place.
   *
   * @param image its image's name, for messages
   */
  public synchronized void add(
      PlannedFile file, Descriptor descriptor, BlobSource source, String image) {
    if (landings.containsKey(descriptor.digest())) {
      return;
    }
    Landing landing = new Landing(file, descriptor, source, image);
    landings.put(descriptor.digest(), landing);
    if (failure != null) {
      landing.fail();
      return;
    }
    waiting.add(landing);
    if (workers.size() < jobs) {
      workers.add(Thread.ofPlatform().daemon().name("copy-" + workers.size()).start(this::work));
    }
    notifyAll();
  }

  /**
   * The blobs asked for, readable while they land. A reader comes to the end of one only when the
   * copy's digest has agreed.
   */
  public BlobSource landing() {
    return new BlobSource() {
      @Override
      public InputStream blob(Descriptor descriptor, long offset) throws IOException {
        return follow(descriptor, offset);
      }

      @Override
      public boolean provesContent() {
        return true;
      }
    };
  }

  private InputStream follow(Descriptor descriptor, long offset) throws IOException {
    Landing landing;
    synchronized (this) {
      landing = landings.get(descriptor.digest());
    }
    if (landing == null) {
      throw new IllegalArgumentException("nobody asked for " + descriptor.digest());
    }
    // Its file is there when the first byte is.
    landing.awaitBehind(offset, () -> false);
    return new FollowingStream(landing, bundle.output().reader(landing.file()), offset);
  }

  private void work() {
    for (Landing landing = next(); landing != null; landing = next()) {
      try {
        new BlobCopy(landing, bundle.output(), bundle.leftovers(), this::moved, streams).run();
      } catch (IOException | RuntimeException | Error e) {
        fail(e);
      } finally {
        synchronized (this) {
          underWay--;
          notifyAll();
        }
      }
    }
  }

  private synchronized @Nullable Landing next() {
    while (!closed && failure == null) {
      Landing landing = waiting.poll();
      if (landing != null) {
        underWay++;
        return landing;
      }
      try {
        wait();
      } catch (InterruptedException e) {
        // Nobody interrupts these threads.
        Thread.currentThread().interrupt();
        return null;
      }
    }
    return null;
  }

  private void moved(long bytes) {
    counter.moved(bytes);
    checkpoints.moved(bytes);
  }

  private void fail(Throwable e) {
    synchronized (this) {
      if (failure == null && !streams.isStopped()) {
        failure = e;
      }
    }
    stop();
  }

  private void stop() {
    streams.stop();
    synchronized (this) {
      waiting.clear();
      landings.values().stream().filter(l -> !l.isDone()).forEach(Landing::fail);
      notifyAll();
    }
  }

  /**
   * Waits until every blob has landed.
   *
   * @throws ProblemException of the first failure
   */
  public void finish() throws IOException {
    synchronized (this) {
      while (failure == null && (underWay > 0 || !waiting.isEmpty())) {
        try {
          wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new InterruptedIOException("interrupted while copying");
        }
      }
      finished = failure == null;
    }
    rethrow();
  }

  /** Throws the first failure, if there is one. */
  public void rethrow() throws IOException {
    Throwable first;
    synchronized (this) {
      first = failure;
    }
    switch (first) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(first);
    }
  }

  /** What has been written since this was last asked. */
  private synchronized Map<PlannedFile, Long> news() {
    Map<PlannedFile, Long> landed = new LinkedHashMap<>();
    for (Landing landing : landings.values()) {
      landing.news().ifPresent(written -> landed.put(landing.file(), written));
    }
    return landed;
  }

  /**
   * Stops what is still under way, and records what has landed, so that another run can go on with
   * it. Waits until no thread writes any more.
   */
  @Override
  public void close() throws IOException {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    stop();
    boolean interrupted = false;
    for (Thread worker : workers) {
      while (worker.isAlive()) {
        try {
          worker.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    // An interrupt would close the journal's file under the last lines.
    interrupted |= Thread.interrupted();
    try {
      // When all has landed the bundle is published at once, which makes all of it durable.
      checkpoints.close(!finished);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
