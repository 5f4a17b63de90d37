package dev.bootferry.images.layout;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A layout in a tar, read in place: opening it reads headers only, and nothing is unpacked. */
public final class TarFiles implements LayoutFiles {
  private final Path tar;
  private final FileChannel channel;
  private final TarWalk.Result walk;

  private TarFiles(Path tar, FileChannel channel, TarWalk.Result walk) {
    this.tar = tar;
    this.channel = channel;
    this.walk = walk;
  }

  /** Opens a tar, also a damaged one: see {@link #damage}. */
  public static TarFiles open(Path tar) throws IOException {
    FileChannel channel = FileChannel.open(tar, StandardOpenOption.READ);
    try {
      return new TarFiles(tar, channel, TarWalk.walk(channel, 0));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * This tar with the entries that a further walk finds, begun where a header is known to stand
   * behind the damage. Both share the channel.
   */
  public TarFiles resumedAt(long header) throws IOException {
    Map<String, TarWalk.Entry> entries = new LinkedHashMap<>(walk.entries());
    entries.putAll(TarWalk.walk(channel, header).entries());
    return new TarFiles(tar, channel, new TarWalk.Result(entries, walk.end(), walk.damage()));
  }

  /** This tar with a file that no walk found, where it is known to lie. */
  public TarFiles withFile(String path, long header, long content, long size) {
    Map<String, TarWalk.Entry> entries = new LinkedHashMap<>(walk.entries());
    entries.putIfAbsent(path, new TarWalk.Entry(path, header, content, size));
    return new TarFiles(tar, channel, new TarWalk.Result(entries, walk.end(), walk.damage()));
  }

  @Override
  public String name() {
    return tar.toString();
  }

  /** Why not all entries could be found; empty when the headers are whole. */
  public Optional<String> damage() {
    return walk.damage();
  }

  /** Length of the tar, bytes. */
  public long length() throws IOException {
    return channel.size();
  }

  @Override
  public Optional<LayoutFile> file(String path) {
    return Optional.ofNullable(walk.entries().get(path)).map(this::fileOf);
  }

  /** Where a file's header begins, in bytes from the start of the tar; its content follows. */
  public Optional<Long> headerOffset(String path) {
    return Optional.ofNullable(walk.entries().get(path)).map(TarWalk.Entry::header);
  }

  /** Any bytes of the tar; as many as there are, when the tar ends before. */
  public InputStream region(long offset, long length) throws IOException {
    long there = Math.max(0, Math.min(length, channel.size() - offset));
    return new RegionInputStream(channel, offset, there, () -> {});
  }

  @Override
  public Set<String> paths() {
    return Collections.unmodifiableSet(walk.entries().keySet());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private LayoutFile fileOf(TarWalk.Entry entry) {
    return new LayoutFile() {
      @Override
      public String path() {
        return entry.path();
      }

      @Override
      public long size() {
        return entry.size();
      }

      @Override
      public InputStream open(long offset) {
        return new RegionInputStream(
            channel, entry.content() + offset, entry.size() - offset, () -> {});
      }
    };
  }
}
