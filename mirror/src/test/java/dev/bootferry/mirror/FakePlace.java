package dev.bootferry.mirror;

import dev.bootferry.core.Digest;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.RawManifest;
import dev.bootferry.images.opening.SourceOpener;
import dev.bootferry.images.reference.SourceReference;
import dev.bootferry.images.source.ImageSource;
import dev.bootferry.mirror.TestImage.Stored;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Images by reference, given out as they are, or as a misfortune has it. */
final class FakePlace implements SourceOpener {
  private final Map<String, Stored> images = new ConcurrentHashMap<>();
  private final Map<Digest, Misfortune> misfortunes = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong given = new AtomicLong();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  /** Changes what comes of a blob. */
  @FunctionalInterface
  interface Misfortune {
    InputStream strike(InputStream content, long offset) throws IOException;
  }

  FakePlace with(String reference, Stored image) {
    images.put(reference, image);
    return this;
  }

  FakePlace strike(Descriptor blob, Misfortune misfortune) {
    misfortunes.put(blob.digest(), misfortune);
    return this;
  }

  void heal() {
    misfortunes.clear();
  }

  /** Sources and streams that nobody has closed. */
  int open() {
    return open.get();
  }

  /** Bytes of blobs that were given out since this was last asked. */
  long given() {
    return given.getAndSet(0);
  }

  /** What was asked for, as {@code digest from offset}, since this was last asked. */
  List<String> requests() {
    synchronized (requests) {
      List<String> copy = List.copyOf(requests);
      requests.clear();
      return copy;
    }
  }

  @Override
  public ImageSource open(SourceReference reference) {
    Stored image = images.get(reference.withoutTransport());
    if (image == null) {
      throw new Problem(
              ImagesProblem.REFERENCE_UNKNOWN, "open " + reference.text(), "unknown here", "Push.")
          .exception();
    }
    open.incrementAndGet();
    return new Source(reference.text(), image);
  }

  private final class Source implements ImageSource {
    private final String name;
    private final Stored image;

    Source(String name, Stored image) {
      this.name = name;
      this.image = image;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public RawManifest top() {
      return image.manifest();
    }

    @Override
    public RawManifest manifest(Descriptor descriptor) {
      throw new IllegalStateException("no index here");
    }

    @Override
    public boolean layersUnpacked() {
      return image.unpacked();
    }

    @Override
    public Optional<Digest> pulledAs() {
      return image.unpacked() ? Optional.of(Digest.sha256(new byte[] {7})) : Optional.empty();
    }

    @Override
    public InputStream blob(Descriptor descriptor, long offset) throws IOException {
      byte[] content = image.blobs().get(descriptor.digest());
      if (content == null) {
        throw new Problem(ImagesProblem.BLOB_MISSING, "read " + descriptor, "not there", "Push.")
            .exception();
      }
      requests.add(descriptor.digest() + " from " + offset);
      InputStream in =
          new ByteArrayInputStream(content, (int) offset, content.length - (int) offset);
      Misfortune misfortune = misfortunes.get(descriptor.digest());
      return new Counted(misfortune == null ? in : misfortune.strike(in, offset));
    }

    @Override
    public void close() {
      open.decrementAndGet();
    }
  }

  private final class Counted extends java.io.FilterInputStream {
    private boolean closed;

    Counted(InputStream in) {
      super(in);
      open.incrementAndGet();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      given.addAndGet(Math.max(0, read));
      return read;
    }

    @Override
    public synchronized void close() throws IOException {
      if (!closed) {
        closed = true;
        open.decrementAndGet();
      }
      super.close();
    }
  }
}
