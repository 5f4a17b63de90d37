package dev.bootferry.images.bundle;

import dev.bootferry.core.Digest;
import dev.bootferry.core.io.AtomicFile;
import dev.bootferry.images.bundle.BundlePlan.PlannedFile;
import dev.bootferry.images.layout.LayoutPaths;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A bundle in a folder: the same files as in the tar, byte for byte. A blob has the name {@code
 * <hex>.part} until its content has proved right.
 */
public final class FolderOutput implements BundleOutput {
  private static final String PART = ".part";
  private static final String GROWING = "blobs/growing" + PART;

  private final Path partial;
  private final Path target;
  private final boolean replace;
  private final Set<FileChannel> open = ConcurrentHashMap.newKeySet();

  private FolderOutput(Path partial, Path target, boolean replace) {
    this.partial = partial;
    this.target = target;
    this.replace = replace;
  }

  /**
   * Opens, or creates, the folder that becomes the bundle.
   *
   * @param partial in the folder of the target
   * @param replace whether a bundle that has the target's name already is removed for it
   */
  public static FolderOutput open(Path partial, Path target, boolean replace) throws IOException {
    Files.createDirectories(partial);
    return new FolderOutput(partial, target, replace);
  }

  @Override
  public BlobTarget blob(PlannedFile file) throws IOException {
    Path whole = partial.resolve(file.path());
    Path part = part(whole);
    Files.createDirectories(parent(whole));
    if (Files.exists(whole) && !Files.exists(part)) {
      Files.move(whole, part, StandardCopyOption.ATOMIC_MOVE);
    }
    FileChannel channel =
        FileChannel.open(
            part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    open.add(channel);
    return new BlobTarget() {
      @Override
      public FileChannel channel() {
        return channel;
      }

      @Override
      public long offset() {
        return 0;
      }

      @Override
      public void commit() throws IOException {
        channel.truncate(file.size());
        channel.force(true);
        Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
      }

      @Override
      public void close() throws IOException {
        open.remove(channel);
        channel.close();
      }
    };
  }

  @Override
  public GrowingBlob grow(BundlePlan plan) throws IOException {
    Path part = partial.resolve(GROWING);
    Files.createDirectories(parent(part));
    FileChannel channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    return new GrowingBlob() {
      private long size;

      @Override
      public void write(ByteBuffer bytes) throws IOException {
        int length = bytes.remaining();
        BundleOutput.writeFully(channel, bytes, size);
        size += length;
      }

      @Override
      public PlannedFile commit(Digest digest) throws IOException {
        PlannedFile file = new PlannedFile(LayoutPaths.blob(digest), size, plan.end());
        Path whole = partial.resolve(file.path());
        Files.createDirectories(parent(whole));
        channel.force(true);
        Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
        return file;
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  @Override
  public BlobReader reader(PlannedFile file) throws IOException {
    FileChannel channel = openEither(partial.resolve(file.path()));
    return new BlobReader() {
      @Override
      public int read(ByteBuffer buffer, long position) throws IOException {
        return channel.read(buffer, position);
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  /** The file under either name; it may be given its final one at this very moment. */
  private static FileChannel openEither(Path whole) throws IOException {
    try {
      return FileChannel.open(part(whole), StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      return FileChannel.open(whole, StandardOpenOption.READ);
    }
  }

  /** Blobs that have been committed are durable already. */
  @Override
  public void force() throws IOException {
    for (FileChannel channel : open) {
      try {
        channel.force(false);
      } catch (ClosedChannelException e) {
        // Committed, or given up, at this very moment.
      }
    }
  }

  @Override
  public void publish(BundleIndex.Finished bundle) throws IOException {
    for (Map.Entry<String, byte[]> file : bundle.tail().entrySet()) {
      write(file.getKey(), file.getValue());
    }
    write(LayoutPaths.MARKER, LayoutPaths.marker());
    write(BundleSlot.PATH, bundle.slot().bytes());
    Set<Path> folders = removeStrangers(bundle.plan());
    for (Path folder : folders) {
      AtomicFile.forceFolder(folder.resolve("any"));
    }
    Path replaced = partial.resolveSibling(partial.getFileName() + ".replaced");
    boolean there = replace && Files.exists(target);
    if (there) {
      if (Files.exists(replaced)) {
        delete(replaced);
      }
      // A folder cannot be replaced in one step: for a moment the name leads nowhere.
      Files.move(target, replaced, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    AtomicFile.forceFolder(target);
    if (there) {
      delete(replaced);
    }
  }

  @Override
  public void discard() throws IOException {
    delete(partial);
  }

  @Override
  public void close() {
    // Every file is closed by whoever opened it.
  }

  /** Removes what an earlier attempt with another plan has left; the folders that hold files. */
  private Set<Path> removeStrangers(BundlePlan plan) throws IOException {
    Set<Path> folders = new LinkedHashSet<>();
    try (Stream<Path> all = Files.walk(partial)) {
      for (Path path : all.toList()) {
        if (Files.isDirectory(path)) {
          folders.add(path);
        } else if (plan.file(partial.relativize(path).toString()).isEmpty()) {
          Files.delete(path);
        }
      }
    }
    return folders;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private void write(String path, byte[] content) throws IOException {
    Path file = partial.resolve(path);
    Files.createDirectories(parent(file));
    OpenOption[] options = {
      StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE
    };
    try (FileChannel channel = FileChannel.open(file, options)) {
      BundleOutput.writeFully(channel, ByteBuffer.wrap(content), 0);
      channel.force(true);
    }
  }

  private static Path part(Path whole) {
    return whole.resolveSibling(whole.getFileName() + PART);
  }

  private static Path parent(Path file) throws IOException {
    Path parent = file.getParent();
    if (parent == null) {
      throw new IOException("not in a folder: " + file);
    }
    return parent;
  }
}
