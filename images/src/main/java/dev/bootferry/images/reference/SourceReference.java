package dev.bootferry.images.reference;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where images are to be read from, as the user names it on the command line: a transport of
 * containers-transports(5), or a bare path to a bundle. Only the text is looked at, no file.
 */
public sealed interface SourceReference {
  /** With its transport, in the form that {@link #parse} reads. */
  String text();

  /**
   * The name without transport, by which the image would be tracked: for what comes from files the
   * name inside them, or else the path.
   */
  String withoutTransport();

  /**
   * Reads {@code docker://NAME}, {@code oci:PATH[:REF]}, {@code oci-archive:PATH[:REF]}, {@code
   * containers-storage:[SPECIFIER]NAME} or a path to a bundle: one that begins with {@code /} or
   * {@code ./}, or ends with {@code .tar} or {@code /}.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code reference-invalid}, with advice
   */
  static SourceReference parse(String text) {
    return SourceReferences.parse(text);
  }

  /** An image in a registry. */
  record Docker(ImageName image) implements SourceReference {
    @Override
    public String text() {
      return "docker://" + image.spelling();
    }

    @Override
    public String withoutTransport() {
      return image.spelling();
    }
  }

  /**
   * An image in a folder that is an OCI image layout.
   *
   * @param ref value of the annotation {@code org.opencontainers.image.ref.name}, or {@code @N} for
   *     the manifest at that place of index.json, counted from 0; empty when there is only one
   */
  record OciLayout(Path path, Optional<String> ref) implements SourceReference {
    @Override
    public String text() {
      return "oci:" + path + ref.map(r -> ":" + r).orElse("");
    }

    @Override
    public String withoutTransport() {
      return ref.orElseGet(path::toString);
    }
  }

  /**
   * An image in a tar that holds an OCI image layout.
   *
   * @param ref as in {@link OciLayout}
   */
  record OciArchive(Path path, Optional<String> ref) implements SourceReference {
    @Override
    public String text() {
      return "oci-archive:" + path + ref.map(r -> ":" + r).orElse("");
    }

    @Override
    public String withoutTransport() {
      return ref.orElseGet(path::toString);
    }
  }

  /**
   * An image in the storage of podman and its relatives. At least one of name and id is there.
   *
   * @param store which one, when it is not the one that storage.conf names
   * @param image its name; short names are completed by whoever knows the storage
   * @param id the image's id in the storage, or the beginning of it
   */
  record ContainersStorage(
      Optional<StorageSpecifier> store, Optional<String> image, Optional<String> id)
      implements SourceReference {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{3,64}");

    public ContainersStorage {
      if (image.isEmpty() && id.isEmpty()) {
        throw new IllegalArgumentException("an image in a storage has a name or an id");
      }
      if (id.filter(i -> !ID.matcher(i).matches()).isPresent()) {
        throw new IllegalArgumentException("not the id of an image: " + id);
      }
    }

    /** The name, completed as podman does; empty when only an id is given. */
    public Optional<ImageName> imageName() {
      return image.map(ImageName::parse);
    }

    @Override
    public String text() {
      return "containers-storage:" + store.map(Object::toString).orElse("") + withoutTransport();
    }

    @Override
    public String withoutTransport() {
      return image.orElse("") + id.map(i -> "@" + i).orElse("");
    }
  }

  /** A bundle: a tar, one volume of several, or a folder. */
  record Bundle(Path path) implements SourceReference {
    @Override
    public String text() {
      return path.toString();
    }

    @Override
    public String withoutTransport() {
      return path.toString();
    }
  }
}
