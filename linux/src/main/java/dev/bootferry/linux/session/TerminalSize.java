package dev.bootferry.linux.session;

import dev.bootferry.linux.syscall.Descriptor;
import dev.bootferry.linux.syscall.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.OptionalInt;

/** How large the screen is that a terminal shows. */
public final class TerminalSize {
  private static final long TIOCGWINSZ = 0x5413;

  /** struct winsize: rows, columns, and both in pixels, 16 bits each. */
  private static final int WINSIZE_BYTES = 8;

  private static final int COLUMNS_OFFSET = 2;

  /** O_NOCTTY: looking at a terminal must not make it this process's own. */
  private static final int NO_CONTROL = 0400;

  private TerminalSize() {}

  /**
   * Its columns now; empty when it is no terminal, or one that does not know, as serial lines do
   * not.
   *
   * @param terminal its device, or a link of {@code /proc/self/fd} that leads to it
   */
  public static OptionalInt columns(Path terminal) {
    try (Arena arena = Arena.ofConfined();
        Descriptor descriptor =
            Descriptor.open(
                terminal, Descriptor.READ_ONLY | Descriptor.NON_BLOCKING | NO_CONTROL)) {
      MemorySegment size = arena.allocate(WINSIZE_BYTES, Short.BYTES);
      descriptor.ioctl("TIOCGWINSZ", TIOCGWINSZ, size);
      int columns = Short.toUnsignedInt(size.get(ValueLayout.JAVA_SHORT, COLUMNS_OFFSET));
      return columns == 0 ? OptionalInt.empty() : OptionalInt.of(columns);
    } catch (SystemCallException e) {
      return OptionalInt.empty();
    }
  }
}
