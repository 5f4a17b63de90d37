package dev.bootferry.registry.client;

import dev.bootferry.core.Digest;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.RawManifest;
import dev.bootferry.images.reference.ImageName;
import dev.bootferry.images.source.ImageSource;
import dev.bootferry.registry.RegistryProblem;
import dev.bootferry.registry.http.HttpReply;
import dev.bootferry.registry.http.Retry;
import dev.bootferry.registry.http.ServerMessage;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * One image in a registry. Manifests are checked against the digest by which they are asked for;
 * blobs come as the registry has them, whole or not at all: transfers that break off are taken up
 * where they ended.
 */
public final class RegistrySource implements ImageSource {
  private final ImageName image;
  private final Repository repository;
  private final Retry retry;

  RegistrySource(ImageName image, Repository repository, Retry retry) {
    this.image = image;
    this.repository = repository;
    this.retry = retry;
  }

  @Override
  public String name() {
    return "docker://" + image.spelling();
  }

  /**
   * As in the interface; a digest in the name must be that of what comes.
   *
   * @throws dev.bootferry.core.problem.ProblemException also {@code manifest-digest-mismatch} and
   *     the other problems of a registry
   */
  @Override
  public RawManifest top() {
    String what = "read the manifest " + image.reference() + " of " + repository.name();
    try (HttpReply reply = document(image.reference(), what)) {
      if (reply.status() != 200) {
        throw new Problem(
                ImagesProblem.REFERENCE_UNKNOWN,
                what,
                reply.authority() + " answered " + ServerMessage.of(reply),
                "Check the name and the tag: 'skopeo list-tags docker://"
                    + repository.name()
                    + "' lists what there is.")
            .exception();
      }
      byte[] bytes = reply.bytes();
      image.digest().ifPresent(d -> check(d, bytes, what));
      return new RawManifest(ManifestType.of(reply.header("content-type"), bytes, what), bytes);
    }
  }

  @Override
  public RawManifest manifest(Descriptor descriptor) {
    Digest digest = descriptor.digest();
    String what = "read the manifest " + digest + " of " + repository.name();
    try (HttpReply reply = document(digest.toString(), what)) {
      if (reply.status() != 200) {
        throw missing(what, reply);
      }
      byte[] bytes = reply.bytes();
      check(digest, bytes, what);
      return new RawManifest(descriptor.mediaType(), bytes);
    }
  }

  @Override
  public InputStream blob(Descriptor descriptor, long offset) {
    if (offset < 0 || offset > descriptor.size()) {
      throw new IllegalArgumentException(
          "offset " + offset + " in a blob of " + descriptor.size() + " bytes");
    }
    BlobRequest request = new BlobRequest(descriptor, repository);
    return BlobStream.open(request, offset, retry);
  }

  /** Nothing: the client is shared. */
  @Override
  public void close() {}

  static RuntimeException missing(String what, HttpReply reply) {
    return new Problem(
            ImagesProblem.BLOB_MISSING,
            what,
            reply.authority() + " answered " + ServerMessage.of(reply),
            "The image is incomplete in the registry: push it again.")
        .exception();
  }

  private HttpReply document(String reference, String what) {
    return repository.get(
        "manifests/" + reference,
        Map.of("Accept", ManifestType.ACCEPTED),
        what,
        RawManifest.MAX_BYTES);
  }

  private static void check(Digest digest, byte[] bytes, String what) {
    if (!digest.matches(ByteBuffer.wrap(bytes))) {
      throw new Problem(
              RegistryProblem.MANIFEST_DIGEST_MISMATCH,
              what,
              "what came is " + Digest.sha256(bytes),
              "Somebody on the way changed it, or the registry is damaged: do not use it; ask the"
                  + " registry's operator.")
          .exception();
    }
  }
}
