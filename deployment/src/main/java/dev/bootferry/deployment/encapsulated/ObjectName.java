package dev.bootferry.deployment.encapsulated;

import dev.bootferry.deployment.objects.Checksum;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an entry that holds an object, or what belongs to one.
 *
 * @param suffix as in {@code file} or {@code file-xattrs-link}
 */
record ObjectName(Checksum checksum, String suffix) {
  /** Where the repository is in a layer. */
  static final String REPOSITORY = "sysroot/ostree/repo/";

  static final String OBJECTS = REPOSITORY + "objects/";

  /** Where format 0 keeps extended attributes, by their checksum. */
  static final String ATTRIBUTES = REPOSITORY + "xattrs/";

  private static final Pattern PATH = Pattern.compile("([0-9a-f]{2})/([0-9a-f]{62})\\.([a-z.-]+)");

  /** Reads a path below the folder of objects; empty when it is not of ostree's form. */
  static Optional<ObjectName> parse(String path) {
    Matcher matcher = PATH.matcher(path);
    return matcher.matches()
        ? Optional.of(
            new ObjectName(new Checksum(matcher.group(1) + matcher.group(2)), matcher.group(3)))
        : Optional.empty();
  }

  /**
   * The checksum of the extended attributes that a hard link leads to; of its target only the last
   * components count.
   *
   * @throws IllegalArgumentException when it leads to none
   */
  static Checksum ofLinkTarget(String target) {
    String[] parts = target.split("/", -1);
    String last = parts[parts.length - 1];
    if (parts.length > 1) {
      Optional<ObjectName> object = parse(parts[parts.length - 2] + "/" + last);
      if (object.isPresent() && object.get().suffix().equals("file-xattrs")) {
        return object.get().checksum();
      }
    }
    return new Checksum(last);
  }
}
