package dev.bootferry.registry.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Optional;

/**
 * An answer whose body has not been read yet. Closing gives the connection up, unless the body was
 * read to its end.
 */
public final class HttpReply implements AutoCloseable {
  private final URI uri;
  private final int status;
  private final HttpHeaders headers;
  private final InputStream body;
  private final boolean redirected;

  HttpReply(URI uri, int status, HttpHeaders headers, InputStream body, boolean redirected) {
    this.uri = uri;
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.redirected = redirected;
  }

  HttpReply afterRedirect() {
    return new HttpReply(uri, status, headers, body, true);
  }

  /** Who answered, after redirects. */
  public URI uri() {
    return uri;
  }

  /** Host and port of who answered. */
  public String authority() {
    return uri.getAuthority();
  }

  public int status() {
    return status;
  }

  /** Whether somebody else answered than was asked. */
  public boolean redirected() {
    return redirected;
  }

  public Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  public List<String> headers(String name) {
    return headers.allValues(name);
  }

  /** What {@code Content-Length} says, in bytes; empty when it says nothing that is a number. */
  public Optional<Long> contentLength() {
    return header("content-length")
        .filter(text -> text.matches("[0-9]{1,18}"))
        .map(Long::parseLong);
  }

  /** The body. A cut, or silence for longer than is allowed, is an IOException. */
  public InputStream body() {
    return body;
  }

  /**
   * The same answer with its body read to the end.
   *
   * @throws IOException when that fails, also when it is longer than the limit
   */
  public HttpReply buffered(int limit) throws IOException {
    try (this) {
      byte[] bytes = body.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new TooLongException(limit);
      }
      return new HttpReply(uri, status, headers, new ByteArrayInputStream(bytes), redirected);
    }
  }

  /** The body of an answer that is {@link #buffered}; of another one as much as comes. */
  public byte[] bytes() {
    return start(Integer.MAX_VALUE);
  }

  /** The beginning of the body, and closes: for messages, so that a failure is just no text. */
  public byte[] start(int limit) {
    try (this) {
      return body.readNBytes(limit);
    } catch (IOException e) {
      return new byte[0];
    }
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException e) {
      // The connection is given up anyway.
    }
  }
}
