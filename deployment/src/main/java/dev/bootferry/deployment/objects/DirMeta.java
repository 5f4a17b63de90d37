package dev.bootferry.deployment.objects;

import dev.bootferry.deployment.variant.Variant;
import dev.bootferry.deployment.variant.VariantReader;
import dev.bootferry.deployment.variant.VariantWriter;
import java.util.List;

/**
 * Owner, mode and extended attributes of a directory. Type {@code (uuua(ayay))}.
 *
 * @param mode permission bits with set-user-id, set-group-id and sticky
 * @param xattrs as they are stored
 */
public record DirMeta(int uid, int gid, int mode, List<Variant> xattrs) {
  static final String TYPE = "(uuua(ayay))";
  private static final int DIRECTORY = 0040000;

  /** Root's, mode 0755. */
  public static final DirMeta PLAIN = new DirMeta(0, 0, 0755, List.of());

  public DirMeta {
    if (mode < 0 || mode > 07777) {
      throw new IllegalArgumentException("not a mode of a directory");
    }
    xattrs = List.copyOf(xattrs);
  }

  /**
   * Reads an object's bytes.
   *
   * @throws IllegalArgumentException when the bytes are no attributes of a directory
   */
  public static DirMeta parse(byte[] bytes) {
    List<Variant> fields = VariantReader.read(TYPE, bytes).elements();
    int mode = number(fields.get(2));
    if ((mode & ~07777) != DIRECTORY) {
      throw new IllegalArgumentException("not a mode of a directory");
    }
    return new DirMeta(
        number(fields.get(0)), number(fields.get(1)), mode & 07777, fields.get(3).elements());
  }

  /** The object's bytes. */
  public byte[] bytes() {
    return VariantWriter.write(
        TYPE,
        Variant.Fields.of(
            new Variant.Number32(uid),
            new Variant.Number32(gid),
            new Variant.Number32(DIRECTORY | mode),
            new Variant.Items(xattrs)));
  }

  private static int number(Variant variant) {
    if (variant instanceof Variant.Number32(int value)) {
      return value;
    }
    throw new IllegalArgumentException("not a number");
  }
}
