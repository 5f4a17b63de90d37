package dev.bootferry.mirror.resume;

import dev.bootferry.core.Digest;
import java.util.LinkedHashMap;
import java.util.Map;

/** The lines of a {@link Journal}. */
final class JournalLines {
  private static final String BLOB = "blob";
  private static final String ASIDE = "aside";

  private JournalLines() {}

  /**
   * What there is of a blob.
   *
   * @param size bytes of the whole blob
   * @param offset of its header in the tar; or of its content in the file for leftovers
   * @param prefix bytes of its content that are there
   * @param aside whether it is in the file for leftovers
   */
  record Entry(Digest digest, long size, long offset, long prefix, boolean aside) {
    Entry {
      if (size < 0 || offset < 0 || prefix < 0 || prefix > size) {
        throw new IllegalArgumentException("not a blob's prefix");
      }
    }

    String line() {
      String kind = aside ? ASIDE : BLOB;
      return kind + " " + digest + " " + size + " " + offset + " " + prefix + "\n";
    }
  }

  /** Reads lines up to the first that does not parse. */
  static Map<Digest, Entry> parse(String text, String header) {
    Map<Digest, Entry> entries = new LinkedHashMap<>();
    if (!text.startsWith(header)) {
      return entries;
    }
    int start = header.length();
    for (int end = text.indexOf('\n', start); end >= 0; end = text.indexOf('\n', start)) {
      String[] words = text.substring(start, end).split(" ", -1);
      if (words.length != 5 || !(words[0].equals(BLOB) || words[0].equals(ASIDE))) {
        break;
      }
      try {
        Entry entry =
            new Entry(
                Digest.parse(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]),
                words[0].equals(ASIDE));
        entries.put(entry.digest(), entry);
      } catch (IllegalArgumentException e) {
        break;
      }
      start = end + 1;
    }
    return entries;
  }
}
