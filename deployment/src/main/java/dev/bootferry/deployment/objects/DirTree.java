package dev.bootferry.deployment.objects;

import dev.bootferry.deployment.variant.Variant;
import dev.bootferry.deployment.variant.VariantReader;
import dev.bootferry.deployment.variant.VariantWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one directory holds, by name. Type {@code (a(say)a(sayay))}, names in the order of their
 * bytes.
 *
 * @param files regular files and symbolic links
 */
public record DirTree(SortedMap<String, Checksum> files, SortedMap<String, TreeRef> directories) {
  static final String TYPE = "(a(say)a(sayay))";

  private static final Comparator<String> BY_BYTES =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  /**
   * Sorts the entries.
   *
   * @throws IllegalArgumentException when a name is not the name of a directory entry
   */
  public DirTree(Map<String, Checksum> files, Map<String, TreeRef> directories) {
    this(sorted(files), sorted(directories));
  }

  public DirTree {
    files.keySet().forEach(DirTree::checkName);
    directories.keySet().forEach(DirTree::checkName);
  }

  /**
   * Reads an object's bytes.
   *
   * @throws IllegalArgumentException when the bytes are no directory tree
   */
  public static DirTree parse(byte[] bytes) {
    List<Variant> fields = VariantReader.read(TYPE, bytes).elements();
    Map<String, Checksum> files = new TreeMap<>();
    for (Variant file : fields.get(0).elements()) {
      List<Variant> parts = file.elements();
      files.put(parts.get(0).text(), Checksum.of(parts.get(1)));
    }
    Map<String, TreeRef> directories = new TreeMap<>();
    for (Variant directory : fields.get(1).elements()) {
      List<Variant> parts = directory.elements();
      directories.put(
          parts.get(0).text(), new TreeRef(Checksum.of(parts.get(1)), Checksum.of(parts.get(2))));
    }
    return new DirTree(files, directories);
  }

  /** The object's bytes. */
  public byte[] bytes() {
    List<Variant> fileItems = new ArrayList<>();
    files.forEach(
        (name, sum) -> fileItems.add(Variant.Fields.of(new Variant.Text(name), sum.raw())));
    List<Variant> directoryItems = new ArrayList<>();
    directories.forEach((name, ref) ->
        directoryItems.add(
            Variant.Fields.of(new Variant.Text(name), ref.tree().raw(), ref.meta().raw())));
    return VariantWriter.write(
        TYPE, Variant.Fields.of(new Variant.Items(fileItems), new Variant.Items(directoryItems)));
  }

  private static <T> SortedMap<String, T> sorted(Map<String, T> entries) {
    SortedMap<String, T> sorted = new TreeMap<>(BY_BYTES);
    sorted.putAll(entries);
    return Collections.unmodifiableSortedMap(sorted);
  }

  private static void checkName(String name) {
    if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0) {
      throw new IllegalArgumentException("not the name of a directory entry: " + name);
    }
  }
}
