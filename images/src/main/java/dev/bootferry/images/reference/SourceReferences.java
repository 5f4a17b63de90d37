package dev.bootferry.images.reference;

import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.reference.SourceReference.Bundle;
import dev.bootferry.images.reference.SourceReference.ContainersStorage;
import dev.bootferry.images.reference.SourceReference.Docker;
import dev.bootferry.images.reference.SourceReference.OciArchive;
import dev.bootferry.images.reference.SourceReference.OciLayout;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of a {@link SourceReference}; the advice for what people often write instead. */
final class SourceReferences {
  private static final String AS = "a source of images";
  private static final String KINDS =
      "Name docker://HOST/PATH:TAG, oci:FOLDER[:REF], oci-archive:FILE[:REF],"
          + " containers-storage:NAME, or a bundle by its path as in ./site.tar.";
  private static final Pattern TRANSPORT = Pattern.compile("([a-z][a-z-]*):(.*)", Pattern.DOTALL);

  private SourceReferences() {}

  static SourceReference parse(String text) {
    if (text.isEmpty()) {
      throw InvalidReference.of(text, AS, "it is empty", KINDS);
    }
    if (text.indexOf('\0') >= 0) {
      throw InvalidReference.of(text, AS, "it holds a NUL character", KINDS);
    }
    if (isPath(text)) {
      return new Bundle(Path.of(text));
    }
    Matcher matcher = TRANSPORT.matcher(text);
    if (!matcher.matches()) {
      throw withoutTransport(text);
    }
    String rest = matcher.group(2);
    return switch (matcher.group(1)) {
      case "docker" -> docker(text, rest);
      case "oci" -> {
        FileAndRef parts = FileAndRef.split(text, rest);
        yield new OciLayout(parts.path, parts.ref);
      }
      case "oci-archive" -> {
        FileAndRef parts = FileAndRef.split(text, rest);
        yield new OciArchive(parts.path, parts.ref);
      }
      case "containers-storage" -> storage(text, rest);
      case "registry", "http", "https" ->
          throw InvalidReference.of(
              text,
              AS,
              "images in a registry are named with docker://",
              "Write docker://" + rest.replaceFirst("^/+", "") + " instead.");
      case "dir", "docker-archive", "docker-daemon", "ostree", "tarball", "sif" ->
          throw InvalidReference.of(
              text,
              AS,
              "the transport '" + matcher.group(1) + ":' is not supported",
              "Copy the image first: skopeo copy " + text + " oci-archive:image.tar:NAME");
      default -> throw withoutTransport(text);
    };
  }

  /** A path wins over everything: no transport begins with a slash or a dot, or ends so. */
  private static boolean isPath(String text) {
    if (text.startsWith("/") || text.startsWith("./") || text.startsWith("../")) {
      return true;
    }
    if (text.equals(".") || text.equals("..")) {
      return true;
    }
    return (text.endsWith(".tar") || text.endsWith("/")) && text.indexOf(':') < 0;
  }

  private static Docker docker(String text, String rest) {
    if (!rest.startsWith("//")) {
      throw InvalidReference.of(
          text, AS, "two slashes are missing after 'docker:'", "Write docker://" + rest + " .");
    }
    return new Docker(ImageName.parse(rest.substring(2)));
  }

  private static ContainersStorage storage(String text, String rest) {
    Optional<StorageSpecifier> store = Optional.empty();
    String name = rest;
    if (rest.startsWith("[")) {
      int end = rest.indexOf(']');
      if (end < 0) {
        throw InvalidReference.of(
            text, AS, "the bracket [ is not closed", "Put ] after the storage's description.");
      }
      store = Optional.of(StorageSpecifier.parse(rest.substring(1, end)));
      name = rest.substring(end + 1);
    }
    int at = name.lastIndexOf('@');
    Optional<String> id = Optional.empty();
    if (at >= 0 && name.indexOf(':', at) < 0) {
      id = Optional.of(name.substring(at + 1));
      name = name.substring(0, at);
    }
    if (name.isEmpty() && id.isEmpty()) {
      throw InvalidReference.of(
          text,
          AS,
          "there is no image's name in it",
          "Name the image as in containers-storage:localhost/os:v1; 'podman images' lists them.");
    }
    if (!name.isEmpty()) {
      ImageName.parse(name);
    }
    try {
      return new ContainersStorage(store, Optional.of(name).filter(n -> !n.isEmpty()), id);
    } catch (IllegalArgumentException e) {
      throw InvalidReference.of(
          text,
          AS,
          "what follows the @ is neither a digest nor the id of an image",
          "Write NAME@sha256:DIGEST, or @ID with the id that 'podman images --no-trunc' prints.");
    }
  }

  private static ProblemException withoutTransport(String text) {
    String advice =
        "For an image in a registry write docker://"
            + text
            + ", for one that podman holds containers-storage:"
            + text
            + (text.indexOf(':') < 0 ? ", for a bundle's folder ./" + text : "")
            + ".";
    try {
      ImageName.parse(text);
    } catch (ProblemException e) {
      advice = KINDS;
    }
    return InvalidReference.of(text, AS, "it says neither a transport nor a path", advice);
  }

  /** The path ends at the first colon, as in skopeo; a path with a colon cannot be named. */
  private record FileAndRef(Path path, Optional<String> ref) {
    static FileAndRef split(String text, String rest) {
      int colon = rest.indexOf(':');
      String path = colon < 0 ? rest : rest.substring(0, colon);
      String ref = colon < 0 ? "" : rest.substring(colon + 1);
      if (path.isEmpty()) {
        throw InvalidReference.of(text, AS, "there is no path in it", KINDS);
      }
      return new FileAndRef(Path.of(path), Optional.of(ref).filter(r -> !r.isEmpty()));
    }
  }
}
