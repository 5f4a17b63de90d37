package dev.bootferry.deployment.tools;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a program or library needs to be started: System V ABI, "Program Loading and Dynamic
 * Linking".
 *
 * @param interpreter path of the dynamic loader; empty for a library or a static program
 * @param libraries names ({@code DT_NEEDED}), as in {@code libc.so.6}
 */
record ElfNeeds(Optional<String> interpreter, List<String> libraries) {
  private static final int PT_LOAD = 1;
  private static final int PT_DYNAMIC = 2;
  private static final int PT_INTERP = 3;
  private static final int DT_NEEDED = 1;
  private static final int DT_STRTAB = 5;
  private static final int CLASS_64 = 2;
  private static final int BIG_ENDIAN = 2;

  /** More than any real file has; what has more is damaged. */
  private static final int MAX_HEADERS = 256;

  private static final int MAX_DYNAMIC = 1 << 16;
  private static final int MAX_NAME = 4096;

  ElfNeeds {
    libraries = List.copyOf(libraries);
  }

  /** Reads a file; empty when it is no ELF file, such as a script. */
  static Optional<ElfNeeds> read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer ident = at(channel, 0, 64);
      if (ident.limit() < 52 || ident.getInt(0) != 0x7f454c46) {
        return Optional.empty();
      }
      try {
        return Optional.of(new Reader(channel, ident).needs());
      } catch (IndexOutOfBoundsException e) {
        throw new IOException(file + " is a damaged program", e);
      }
    }
  }

  private static ByteBuffer at(FileChannel channel, long offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, offset + buffer.position()) < 0) {
        break;
      }
    }
    return buffer.flip();
  }

  private record Segment(int type, long offset, long address, long size) {}

  /** Reads words of the file's own width and byte order. */
  private static final class Reader {
    private final FileChannel channel;
    private final boolean wide;
    private final ByteOrder order;
    private final List<Segment> segments = new ArrayList<>();

    Reader(FileChannel channel, ByteBuffer ident) throws IOException {
      this.channel = channel;
      wide = ident.get(4) == CLASS_64;
      order = ident.get(5) == BIG_ENDIAN ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
      ident.order(order);
      long table = wide ? ident.getLong(32) : ident.getInt(28) & 0xffffffffL;
      int entry = ident.getShort(wide ? 54 : 42) & 0xffff;
      int count = Math.min(ident.getShort(wide ? 56 : 44) & 0xffff, MAX_HEADERS);
      ByteBuffer headers = at(channel, table, entry * count).order(order);
      for (int i = 0; i < count; i++) {
        int start = i * entry;
        segments.add(
            new Segment(
                headers.getInt(start),
                word(headers, start + (wide ? 8 : 4)),
                word(headers, start + (wide ? 16 : 8)),
                word(headers, start + (wide ? 32 : 16))));
      }
    }

    ElfNeeds needs() throws IOException {
      Optional<String> interpreter = Optional.empty();
      List<Long> names = new ArrayList<>();
      long strings = 0;
      for (Segment segment : segments) {
        if (segment.type() == PT_INTERP) {
          interpreter = Optional.of(text(segment.offset()));
        } else if (segment.type() == PT_DYNAMIC) {
          int length = (int) Math.min(segment.size(), MAX_DYNAMIC);
          ByteBuffer entries = at(channel, segment.offset(), length).order(order);
          int width = wide ? 8 : 4;
          for (int i = 0; i + 2 * width <= entries.limit(); i += 2 * width) {
            long tag = word(entries, i);
            if (tag == DT_NEEDED) {
              names.add(word(entries, i + width));
            } else if (tag == DT_STRTAB) {
              strings = offsetOf(word(entries, i + width));
            }
          }
        }
      }
      List<String> libraries = new ArrayList<>();
      for (long name : names) {
        libraries.add(text(strings + name));
      }
      return new ElfNeeds(interpreter, libraries);
    }

    /** Where in the file the byte is that is loaded at this address. */
    private long offsetOf(long address) {
      return segments.stream()
          .filter(s -> s.type() == PT_LOAD)
          .filter(s -> address >= s.address() && address < s.address() + s.size())
          .findFirst()
          .map(s -> address - s.address() + s.offset())
          .orElse(address);
    }

    private long word(ByteBuffer buffer, int at) {
      return wide ? buffer.getLong(at) : buffer.getInt(at) & 0xffffffffL;
    }

    private String text(long offset) throws IOException {
      ByteBuffer bytes = at(channel, offset, MAX_NAME);
      int end = 0;
      while (end < bytes.limit() && bytes.get(end) != 0) {
        end++;
      }
      return StandardCharsets.UTF_8.decode(bytes.slice(0, end)).toString();
    }
  }
}
