package dev.bootferry.deployment.objects;

import dev.bootferry.core.Digest;
import dev.bootferry.deployment.variant.Variant;
import dev.bootferry.deployment.variant.VariantReader;
import dev.bootferry.deployment.variant.VariantWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Owner, mode and extended attributes of a file object: part of its checksum.
 *
 * @param mode permission bits with set-user-id, set-group-id and sticky
 * @param xattrs values by full name, as in {@code security.selinux}
 */
public record FileAttributes(long uid, long gid, int mode, SortedMap<String, byte[]> xattrs) {
  private static final String XATTRS = "a(ayay)";
  private static final String HEADER = "(uuuusa(ayay))";
  private static final int REGULAR = 0100000;
  private static final int SYMLINK = 0120777;
  private static final int LONGEST_NAME = 255;

  public FileAttributes {
    if (uid < 0 || uid > 0xFFFF_FFFEL || gid < 0 || gid > 0xFFFF_FFFEL) {
      throw new IllegalArgumentException("an owner of more than 32 bits");
    }
    if (mode < 0 || mode > 07777) {
      throw new IllegalArgumentException("not a file mode: " + Integer.toOctalString(mode));
    }
    xattrs = Collections.unmodifiableSortedMap(new TreeMap<>(xattrs));
  }

  /**
   * Reads extended attributes as ostree writes them, type {@code a(ayay)}, each name with a NUL at
   * its end.
   *
   * @throws IllegalArgumentException when the bytes are none, or a name is none that Linux takes
   */
  public static SortedMap<String, byte[]> parseXattrs(byte[] bytes) {
    return xattrs(VariantReader.read(XATTRS, bytes).elements());
  }

  /** See {@link #parseXattrs}; the pairs of an object that has been read. */
  public static SortedMap<String, byte[]> xattrs(List<Variant> pairs) {
    SortedMap<String, byte[]> xattrs = new TreeMap<>();
    for (Variant pair : pairs) {
      byte[] name = pair.elements().get(0).bytes();
      int end = name.length - 1;
      if (end < 1 || end > LONGEST_NAME || name[end] != 0) {
        throw new IllegalArgumentException("the name of an extended attribute without its end");
      }
      for (int i = 0; i < end; i++) {
        if (name[i] <= ' ' || name[i] > '~') {
          throw new IllegalArgumentException("an extended attribute of an odd name");
        }
      }
      String text = new String(name, 0, end, StandardCharsets.US_ASCII);
      if (xattrs.put(text, pair.elements().get(1).bytes()) != null) {
        throw new IllegalArgumentException("two extended attributes " + text);
      }
    }
    return xattrs;
  }

  /** What the checksum of a regular file begins with; its content follows. */
  MessageDigest ofRegular() {
    return header(REGULAR | mode, "");
  }

  /** The whole of what the checksum of a symbolic link is made of. */
  MessageDigest ofSymlink(String target) {
    return header(SYMLINK, target);
  }

  private MessageDigest header(int fullMode, String target) {
    List<Variant> attributes = new ArrayList<>();
    xattrs.forEach((name, value) ->
        attributes.add(
            Variant.Fields.of(
                new Variant.Bytes((name + "\0").getBytes(StandardCharsets.US_ASCII)),
                new Variant.Bytes(value))));
    byte[] header =
        VariantWriter.write(
            HEADER,
            Variant.Fields.of(
                new Variant.Number32((int) uid),
                new Variant.Number32((int) gid),
                new Variant.Number32(fullMode),
                new Variant.Number32(0),
                new Variant.Text(target),
                new Variant.Items(attributes)));
    MessageDigest computation = Digest.newSha256();
    computation.update(ByteBuffer.allocate(8).putInt(header.length).putInt(0).array());
    computation.update(header);
    return computation;
  }
}
