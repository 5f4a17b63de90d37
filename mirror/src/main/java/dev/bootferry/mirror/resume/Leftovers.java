package dev.bootferry.mirror.resume;

import dev.bootferry.core.Digest;
import dev.bootferry.images.bundle.BundleOutput;
import dev.bootferry.images.bundle.BundleOutput.BlobReader;
import dev.bootferry.images.bundle.BundlePlan.PlannedFile;
import dev.bootferry.images.layout.LayoutPaths;
import dev.bootferry.mirror.resume.JournalLines.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an interrupted run left of blobs, and where. As long as the plan is the same, each is where
 * it will be wanted; when the plan changed, what lies elsewhere is first copied into a file beside
 * the bundle, since its place is about to be written over.
 */
public final class Leftovers {
  private static final int BUFFER = 1 << 20;

  private final Journal journal;
  private final BundleOutput output;
  private final Path aside;
  private final boolean tar;
  private final Map<Digest, Entry> entries;

  /**
   * @param aside the file for what must be kept from being written over
   * @param tar whether a blob's place is an offset; in a folder it is always the same
   */
  Leftovers(Journal journal, BundleOutput output, Path aside, boolean tar) {
    this.journal = journal;
    this.output = output;
    this.aside = aside;
    this.tar = tar;
    this.entries = new LinkedHashMap<>(journal.entries());
    if (!Files.exists(aside)) {
      entries.values().removeIf(Entry::aside);
    }
  }

  /** A blob's first bytes, from an earlier run; not yet checked. */
  public interface Leftover {
    /** Bytes, at most the blob's size. */
    long length();

    /** Whether they are where the blob goes, so that they need not be written again. */
    boolean inPlace();

    /** Opens them. */
    BlobReader open() throws IOException;
  }

  /** Whether there is anything. */
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /**
   * Saves from being written over what these files will take the place of. To be called before any
   * of them is written.
   */
  public void settle(Collection<PlannedFile> files) throws IOException {
    if (!tar || entries.isEmpty()) {
      return;
    }
    Set<PlannedFile> planned = Set.copyOf(files);
    long from = Long.MAX_VALUE;
    long to = 0;
    for (PlannedFile file : planned) {
      from = Math.min(from, file.header());
      to = Math.max(to, file.end());
    }
    Map<Digest, Entry> moved = new LinkedHashMap<>();
    for (Entry entry : entries.values()) {
      PlannedFile lies = place(entry);
      boolean hit = !entry.aside() && lies.header() < to && from < lies.end();
      if (hit && !planned.contains(lies)) {
        moved.put(entry.digest(), copyAside(entry, lies));
      }
    }
    if (!moved.isEmpty()) {
      entries.putAll(moved);
      journal.restart(entries.values());
    }
  }

  /** What there is of a blob, settled. */
  public Optional<Leftover> of(PlannedFile file) {
    Entry entry = LayoutPaths.digest(file.path()).map(entries::get).orElse(null);
    if (entry == null || entry.size() != file.size() || entry.prefix() == 0) {
      return Optional.empty();
    }
    if (entry.aside()) {
      return Optional.of(new Aside(entry));
    }
    boolean inPlace = !tar || entry.offset() == file.header();
    return Optional.of(new InBundle(entry, inPlace ? file : place(entry), inPlace));
  }

  /** Bytes of these files that are where they go already. */
  public long inPlace(Collection<PlannedFile> files) {
    return files.stream()
        .flatMap(f -> of(f).stream())
        .filter(Leftover::inPlace)
        .mapToLong(Leftover::length)
        .sum();
  }

  /** Removes the file for leftovers: all that is wanted of it has been taken. */
  void discard() throws IOException {
    Files.deleteIfExists(aside);
  }

  private static PlannedFile place(Entry entry) {
    return new PlannedFile(LayoutPaths.blob(entry.digest()), entry.size(), entry.offset());
  }

  private Entry copyAside(Entry entry, PlannedFile lies) throws IOException {
    try (FileChannel target =
            FileChannel.open(aside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        BlobReader source = output.reader(lies)) {
      long start = target.size();
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
      long done = 0;
      while (done < entry.prefix()) {
        buffer.clear().limit((int) Math.min(BUFFER, entry.prefix() - done));
        int read = source.read(buffer, done);
        if (read <= 0) {
          break;
        }
        BundleOutput.writeFully(target, buffer.flip(), start + done);
        done += read;
      }
      return new Entry(entry.digest(), entry.size(), start, done, true);
    }
  }

  /** In the bundle itself: at its place, or where an earlier plan had it. */
  private final class InBundle implements Leftover {
    private final Entry entry;
    private final PlannedFile lies;
    private final boolean inPlace;

    InBundle(Entry entry, PlannedFile lies, boolean inPlace) {
      this.entry = entry;
      this.lies = lies;
      this.inPlace = inPlace;
    }

    @Override
    public long length() {
      return entry.prefix();
    }

    @Override
    public boolean inPlace() {
      return inPlace;
    }

    @Override
    public BlobReader open() throws IOException {
      return output.reader(lies);
    }
  }

  private final class Aside implements Leftover {
    private final Entry entry;

    Aside(Entry entry) {
      this.entry = entry;
    }

    @Override
    public long length() {
      return entry.prefix();
    }

    @Override
    public boolean inPlace() {
      return false;
    }

    @Override
    public BlobReader open() throws IOException {
      FileChannel channel = FileChannel.open(aside, StandardOpenOption.READ);
      return new BlobReader() {
        @Override
        public int read(ByteBuffer target, long position) throws IOException {
          return channel.read(target, entry.offset() + position);
        }

        @Override
        public void close() throws IOException {
          channel.close();
        }
      };
    }
  }
}
