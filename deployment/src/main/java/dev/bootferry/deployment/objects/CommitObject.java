package dev.bootferry.deployment.objects;

import dev.bootferry.deployment.variant.Variant;
import dev.bootferry.deployment.variant.VariantReader;
import dev.bootferry.deployment.variant.VariantWriter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A commit: a tree, and what is said about it. Type {@code (a{sv}aya(say)sstayay)}.
 *
 * @param metadata by key, each value with its type
 * @param timestamp seconds since 1970, as an unsigned number
 */
public record CommitObject(
    SortedMap<String, Variant.Boxed> metadata,
    Optional<Checksum> parent,
    String subject,
    String body,
    long timestamp,
    TreeRef root) {
  static final String TYPE = "(a{sv}aya(say)sstayay)";

  public CommitObject {
    metadata = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
  }

  /** A commit without subject and body whose metadata are texts. */
  public static CommitObject of(
      Map<String, String> metadata, Optional<Checksum> parent, long timestamp, TreeRef root) {
    SortedMap<String, Variant.Boxed> boxed = new TreeMap<>();
    metadata.forEach(
        (key, value) -> boxed.put(key, new Variant.Boxed("s", new Variant.Text(value))));
    return new CommitObject(boxed, parent, "", "", timestamp, root);
  }

  /**
   * Reads an object's bytes.
   *
   * @throws IllegalArgumentException when the bytes are no commit
   */
  public static CommitObject parse(byte[] bytes) {
    List<Variant> fields = VariantReader.read(TYPE, bytes).elements();
    SortedMap<String, Variant.Boxed> metadata = new TreeMap<>();
    for (Variant entry : fields.get(0).elements()) {
      List<Variant> pair = entry.elements();
      metadata.put(pair.get(0).text(), (Variant.Boxed) pair.get(1));
    }
    byte[] parent = fields.get(1).bytes();
    if (!(fields.get(5) instanceof Variant.Number64(long timestamp))) {
      throw new IllegalArgumentException("a commit without a timestamp");
    }
    return new CommitObject(
        metadata,
        parent.length == 0
            ? Optional.empty()
            : Optional.of(new Checksum(HexFormat.of().formatHex(parent))),
        fields.get(3).text(),
        fields.get(4).text(),
        timestamp,
        new TreeRef(Checksum.of(fields.get(6)), Checksum.of(fields.get(7))));
  }

  /** The metadata under this key when it is a text. */
  public Optional<String> text(String key) {
    return Optional.ofNullable(metadata.get(key))
        .flatMap(boxed ->
            boxed.value() instanceof Variant.Text text
                ? Optional.of(text.value())
                : Optional.empty());
  }

  /** The object's bytes. */
  public byte[] bytes() {
    List<Variant> entries = new ArrayList<>();
    metadata.forEach((key, value) -> entries.add(Variant.Fields.of(new Variant.Text(key), value)));
    return VariantWriter.write(
        TYPE,
        Variant.Fields.of(
            new Variant.Items(entries),
            parent.map(Checksum::raw).orElseGet(() -> new Variant.Bytes(new byte[0])),
            new Variant.Items(List.of()),
            new Variant.Text(subject),
            new Variant.Text(body),
            new Variant.Number64(timestamp),
            root.tree().raw(),
            root.meta().raw()));
  }
}
