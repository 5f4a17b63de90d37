package dev.bootferry.registry.client;

import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.registry.http.HttpProblems;
import dev.bootferry.registry.http.NetworkFailure;
import dev.bootferry.registry.http.Retry;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * A blob from an offset to its end, taken up again where a transfer breaks off. It ends at the
 * blob's size and nowhere else. For one reader.
 */
final class BlobStream extends InputStream {
  /** A transfer that got this far before it broke off again counts as progress. */
  private static final long PROGRESS = 1 << 20;

  private final BlobRequest request;
  private final Retry retry;
  private InputStream body;
  private long position;
  private long resumedAt;
  private int failures;
  private boolean ended;

  private BlobStream(BlobRequest request, long position, Retry retry) {
    this.request = request;
    this.retry = retry;
    this.position = position;
    this.resumedAt = position;
    this.body = InputStream.nullInputStream();
  }

  /** Opens it, so that a blob which is not there is noticed at once. */
  static InputStream open(BlobRequest request, long offset, Retry retry) {
    if (offset == request.size()) {
      return InputStream.nullInputStream();
    }
    BlobStream stream = new BlobStream(request, offset, retry);
    try {
      stream.body = request.open(offset);
    } catch (IOException e) {
      stream.resume(e);
    }
    return stream;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /**
   * Reads on.
   *
   * @throws ProblemException when the rest cannot be had
   */
  @Override
  public int read(byte[] buffer, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    if (length == 0) {
      return 0;
    }
    while (position < request.size()) {
      try {
        int wanted = (int) Math.min(length, request.size() - position);
        int count = body.read(buffer, offset, wanted);
        if (count < 0) {
          throw new EOFException("it ended at byte " + position + " of " + request.size());
        }
        position += count;
        return count;
      } catch (IOException e) {
        resume(e);
      }
    }
    end();
    return -1;
  }

  /** Also lets the connection be used again, which it is once its body was read to the end. */
  private void end() {
    if (ended) {
      return;
    }
    ended = true;
    int surplus;
    try {
      surplus = body.read();
    } catch (IOException e) {
      // All that the blob has did come.
      return;
    }
    if (surplus >= 0) {
      close();
      throw request.wrongSize("it is longer there");
    }
  }

  private void resume(IOException cause) {
    IOException failure = cause;
    while (true) {
      close();
      if (position - resumedAt >= PROGRESS) {
        failures = 0;
      }
      resumedAt = position;
      boolean last = failures >= retry.retries();
      if (last || NetworkFailure.of(failure) != NetworkFailure.BROKEN_OFF) {
        throw HttpProblems.failure(request.what(), request.registry(), failure);
      }
      try {
        retry.pause(request.what(), NetworkFailure.text(failure), failures++);
        body = request.open(position);
        return;
      } catch (IOException e) {
        failure = e;
      }
    }
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException e) {
      // It is given up anyway.
    }
  }
}
