package dev.bootferry.registry.client;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.registry.RegistryProblem;
import dev.bootferry.registry.http.HttpReply;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks for a blob from an offset on, and checks that the answer is about that. */
record BlobRequest(Descriptor descriptor, Repository repository) {
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18}|\\*)");

  /** For messages. */
  String what() {
    return "read blob " + descriptor.digest() + " of " + repository.name();
  }

  String registry() {
    return repository.name();
  }

  long size() {
    return descriptor.size();
  }

  /**
   * The body from the offset on. A registry that does not know ranges sends all, of which the
   * beginning is left out here.
   *
   * @param offset below the size
   * @throws IOException when the transfer breaks off while the beginning is left out
   */
  InputStream open(long offset) throws IOException {
    Map<String, String> headers = offset == 0 ? Map.of() : Map.of("Range", "bytes=" + offset + "-");
    HttpReply reply = repository.get("blobs/" + descriptor.digest(), headers, what(), 0);
    try {
      switch (reply.status()) {
        case 200 -> {
          reply.contentLength().ifPresent(this::checkSize);
          skip(reply.body(), offset);
        }
        case 206 -> checkRange(reply, offset);
        case 416 -> throw wrongSize("it is shorter there than " + offset + " bytes");
        default -> throw RegistrySource.missing(what(), reply);
      }
    } catch (IOException | RuntimeException e) {
      reply.close();
      throw e;
    }
    return reply.body();
  }

  RuntimeException wrongSize(String why) {
    return new Problem(
            ImagesProblem.BLOB_SIZE_MISMATCH,
            what(),
            why + ", and should have " + size() + " bytes",
            "The blob is damaged in the registry or on the way: push the image again.")
        .exception();
  }

  private void checkSize(long size) {
    if (size != size()) {
      throw wrongSize("it has " + size + " bytes there");
    }
  }

  private void checkRange(HttpReply reply, long offset) {
    String range = reply.header("content-range").orElse("");
    Matcher matcher = CONTENT_RANGE.matcher(range);
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) != offset) {
      throw new Problem(
              RegistryProblem.REGISTRY_ERROR,
              what(),
              reply.authority()
                  + " was asked for what follows byte "
                  + offset
                  + " and sends '"
                  + range
                  + "'",
              "The registry, or a cache before it, is faulty: try without the cache.")
          .exception();
    }
    if (!matcher.group(2).equals("*")) {
      checkSize(Long.parseLong(matcher.group(2)));
    }
  }

  private static void skip(InputStream body, long count) throws IOException {
    byte[] buffer = new byte[(int) Math.min(count, 1 << 16)];
    long left = count;
    while (left > 0) {
      int read = body.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new EOFException("the transfer ended early");
      }
      left -= read;
    }
  }
}
