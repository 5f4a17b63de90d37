package dev.bootferry.images.reference;

import dev.bootferry.core.Digest;
import dev.bootferry.core.problem.ProblemException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an image in a registry, {@code [host[:port]/]path[:tag][@digest]}: the grammar of the
 * distribution project's {@code reference} package, completed as podman and skopeo do. A name
 * without a host is on {@code docker.io}, there in {@code library/} when its path has one part, and
 * the tag is {@code latest} when neither tag nor digest is given. With both, the digest decides.
 *
 * @param spelling exactly as it was written; two names may be the same and spelt differently
 * @param registry host, with the port where one is given; {@code docker.io} for the default one
 * @param path of the repository on the registry, {@code library/} included
 * @param writtenTag the tag when one is written
 * @param digest when one is written
 */
public record ImageName(
    String spelling,
    String registry,
    String path,
    Optional<String> writtenTag,
    Optional<Digest> digest) {
  /** The registry of names that have no host. */
  public static final String DEFAULT_REGISTRY = "docker.io";

  public static final String DEFAULT_TAG = "latest";

  private static final int MAX_NAME = 255;
  private static final int MAX_TEXT = 1024;

  private static final String DOMAIN_PART = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
  private static final String DOMAIN =
      "(?:" + DOMAIN_PART + "(?:\\." + DOMAIN_PART + ")*|\\[[a-fA-F0-9:]+])(?::[0-9]{1,5})?";
  private static final String PATH_PART = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
  private static final Pattern REGISTRY = Pattern.compile(DOMAIN);
  private static final Pattern PATH = Pattern.compile(PATH_PART + "(?:/" + PATH_PART + ")*");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
  private static final Pattern ID = Pattern.compile("[a-f0-9]{64}");
  private static final Pattern TRANSPORT = Pattern.compile("([a-z-]+):/?/.*");

  private static final String AS = "an image name";
  private static final String EXAMPLE =
      "Write it as [HOST[:PORT]/]PATH[:TAG][@DIGEST], for example quay.io/example/os:v1.";

  public ImageName {
    if (!REGISTRY.matcher(registry).matches()
        || !PATH.matcher(path).matches()
        || writtenTag.filter(t -> !TAG.matcher(t).matches()).isPresent()) {
      throw new IllegalArgumentException("not the parts of an image name: " + spelling);
    }
  }

  /**
   * Reads a name without transport.
   *
   * @throws ProblemException {@code reference-invalid}, with advice
   */
  public static ImageName parse(String text) {
    checkKind(text);
    String rest = text;
    Optional<Digest> digest = Optional.empty();
    int at = rest.indexOf('@');
    if (at >= 0) {
      digest = Optional.of(digest(text, rest.substring(at + 1)));
      rest = rest.substring(0, at);
    }
    Optional<String> tag = Optional.empty();
    int colon = rest.lastIndexOf(':');
    if (colon > rest.lastIndexOf('/')) {
      tag = Optional.of(tag(text, rest.substring(colon + 1)));
      rest = rest.substring(0, colon);
    }
    if (rest.length() > MAX_NAME) {
      throw invalid(text, "it is longer than " + MAX_NAME + " characters");
    }
    int slash = rest.indexOf('/');
    boolean hasHost = slash >= 0 && isHost(rest.substring(0, slash));
    String registry = hasHost ? rest.substring(0, slash) : DEFAULT_REGISTRY;
    String path = hasHost ? rest.substring(slash + 1) : rest;
    if (registry.equals("index.docker.io")) {
      registry = DEFAULT_REGISTRY;
    }
    checkPath(text, path);
    if (registry.equals(DEFAULT_REGISTRY) && path.indexOf('/') < 0) {
      path = "library/" + path;
    }
    if (!REGISTRY.matcher(registry).matches()) {
      throw invalid(text, "'" + registry + "' is no host name");
    }
    return new ImageName(text, registry, path, tag, digest);
  }

  /** Host and path, {@code docker.io/library/debian}. */
  public String repository() {
    return registry + "/" + path;
  }

  /** The tag, {@code latest} by default; empty only for a name that has a digest and no tag. */
  public Optional<String> tag() {
    return writtenTag.isEmpty() && digest.isEmpty() ? Optional.of(DEFAULT_TAG) : writtenTag;
  }

  /**
   * The complete name by which the image is fetched: {@code host/path@digest} when there is a
   * digest, else {@code host/path:tag}. Two names are the same when these are equal.
   */
  public String canonical() {
    return repository() + digest.map(d -> "@" + d).orElseGet(() -> ":" + tag().orElseThrow());
  }

  /** What a registry's manifest endpoint is asked for: the digest, else the tag. */
  public String reference() {
    return digest.map(Digest::toString).orElseGet(() -> tag().orElseThrow());
  }

  /** The same repository at this digest, spelt canonically and without tag. */
  public ImageName at(Digest pinned) {
    return parse(repository() + "@" + pinned);
  }

  /** The spelling. */
  @Override
  public String toString() {
    return spelling;
  }

  private static void checkKind(String text) {
    if (text.isEmpty()) {
      throw invalid(text, "it is empty");
    }
    if (text.length() > MAX_TEXT) {
      throw invalid(text, "it is longer than " + MAX_TEXT + " characters");
    }
    Matcher transport = TRANSPORT.matcher(text);
    if (transport.matches()) {
      throw InvalidReference.of(
          text,
          AS,
          "it begins with the transport '" + transport.group(1) + ":'",
          "Leave the transport out here: an image name begins with the registry's host.");
    }
    if (ID.matcher(text).matches()) {
      throw InvalidReference.of(
          text,
          AS,
          "64 hexadecimal digits are an image's id and not its name",
          "Name the image, by digest as in HOST/PATH@sha256:DIGEST where it must be that one.");
    }
  }

  /** As the distribution project tells a host from the first part of a path. */
  private static boolean isHost(String first) {
    return first.indexOf('.') >= 0
        || first.indexOf(':') >= 0
        || first.equals("localhost")
        || !first.equals(first.toLowerCase(Locale.ROOT));
  }

  private static Digest digest(String text, String digest) {
    return Digest.tryParse(digest)
        .orElseThrow(() ->
            InvalidReference.of(
                text,
                AS,
                "'" + digest + "' after the @ is no digest",
                "A digest is sha256: and 64 hexadecimal digits in lower case;"
                    + " 'skopeo inspect' prints it."));
  }

  private static String tag(String text, String tag) {
    if (!TAG.matcher(tag).matches()) {
      throw InvalidReference.of(
          text,
          AS,
          "'" + tag + "' after the last colon is no tag",
          "A tag is up to 128 letters, digits, '_', '.' and '-', not beginning with '.' or '-'.");
    }
    return tag;
  }

  private static void checkPath(String text, String path) {
    if (PATH.matcher(path).matches()) {
      return;
    }
    if (path.isEmpty()) {
      throw invalid(text, "there is no repository in it");
    }
    String lower = path.toLowerCase(Locale.ROOT);
    if (PATH.matcher(lower).matches()) {
      throw InvalidReference.of(
          text,
          AS,
          "a repository's name is in lower case",
          "Write the repository as '" + lower + "'.");
    }
    throw invalid(text, "'" + path + "' is no repository name");
  }

  private static ProblemException invalid(String text, String why) {
    return InvalidReference.of(text, AS, why, EXAMPLE);
  }
}
