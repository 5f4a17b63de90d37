package dev.bootferry.deployment.encapsulated;

import dev.bootferry.core.Digest;
import dev.bootferry.deployment.objects.Checksum;
import dev.bootferry.deployment.objects.FileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Extended attributes, which a layer holds apart from the files that have them: a tar of a
 * container does not keep all of them. Those of one layer; what they take is bounded.
 */
final class SplitAttributes {
  /** Of one file, as large as libostree accepts. */
  static final int MAX_BYTES = 1 << 20;

  /** Of one layer: a signature for each of some hundred thousand files has room. */
  private static final long MAX_TOTAL = 128L << 20;

  private final Map<Checksum, SortedMap<String, byte[]>> known = new HashMap<>();
  private long total;

  /**
   * Keeps some that files further on refer to by their checksum.
   *
   * @throws IllegalArgumentException when the checksum is another, or they are too many
   */
  void put(Checksum checksum, byte[] bytes) {
    if (!Digest.sha256(bytes).hex().equals(checksum.hex())) {
      throw new IllegalArgumentException("its content has another checksum");
    }
    if (known.containsKey(checksum)) {
      return;
    }
    total += bytes.length;
    if (total > MAX_TOTAL) {
      throw new IllegalArgumentException("the layer has too many extended attributes");
    }
    known.put(checksum, FileAttributes.parseXattrs(bytes));
  }

  Optional<SortedMap<String, byte[]>> find(Checksum checksum) {
    return Optional.ofNullable(known.get(checksum));
  }
}
