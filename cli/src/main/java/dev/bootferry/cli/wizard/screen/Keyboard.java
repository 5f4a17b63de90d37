package dev.bootferry.cli.wizard.screen;

import dev.bootferry.cli.wizard.screen.Key.Kind;
import java.util.Optional;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/** Reads keys of a terminal in raw mode. */
final class Keyboard {
  /** Within which the rest of a key's sequence arrives, also through a slow line. */
  private static final long SEQUENCE_MILLIS = 150;

  /** The form that terminals of the VT100's family send, in both of their modes. */
  private static final String[] CURSOR = {"\u001b[", "\u001bO"};

  private final BindingReader reader;
  private final KeyMap<Kind> map = new KeyMap<>();

  Keyboard(Terminal terminal) {
    this.reader = new BindingReader(terminal.reader());
    map.setAmbiguousTimeout(SEQUENCE_MILLIS);
    map.setUnicode(Kind.TEXT);
    map.setNomatch(Kind.TEXT);
    for (String prefix : CURSOR) {
      map.bind(Kind.UP, prefix + "A");
      map.bind(Kind.DOWN, prefix + "B");
      map.bind(Kind.RIGHT, prefix + "C");
      map.bind(Kind.LEFT, prefix + "D");
      map.bind(Kind.HOME, prefix + "H");
      map.bind(Kind.END, prefix + "F");
    }
    map.bind(Kind.HOME, "\u001b[1~");
    map.bind(Kind.DELETE, "\u001b[3~");
    map.bind(Kind.END, "\u001b[4~");
    map.bind(Kind.PAGE_UP, "\u001b[5~");
    map.bind(Kind.PAGE_DOWN, "\u001b[6~");
    bind(terminal, Kind.UP, Capability.key_up);
    bind(terminal, Kind.DOWN, Capability.key_down);
    bind(terminal, Kind.LEFT, Capability.key_left);
    bind(terminal, Kind.RIGHT, Capability.key_right);
    bind(terminal, Kind.HOME, Capability.key_home);
    bind(terminal, Kind.END, Capability.key_end);
    bind(terminal, Kind.PAGE_UP, Capability.key_ppage);
    bind(terminal, Kind.PAGE_DOWN, Capability.key_npage);
    map.bind(Kind.ENTER, "\r", "\n");
    map.bind(Kind.BACK, "\u001b", KeyMap.ctrl('B'));
    map.bind(Kind.ERASE, KeyMap.del(), KeyMap.ctrl('H'));
    map.bind(Kind.ERASE_ALL, KeyMap.ctrl('U'));
    map.bind(Kind.HOME, KeyMap.ctrl('A'));
    map.bind(Kind.END, KeyMap.ctrl('E'));
    map.bind(Kind.LEAVE, KeyMap.ctrl('C'));
    map.bind(Kind.REDRAW, KeyMap.ctrl('L'));
  }

  private void bind(Terminal terminal, Kind kind, Capability capability) {
    String sequence = KeyMap.key(terminal, capability);
    if (sequence != null && sequence.startsWith("\u001b")) {
      map.bind(kind, sequence);
    }
  }

  /** The next key; empty when none came within this time. */
  Optional<Key> read(long millis) {
    int next = reader.peekCharacter(millis);
    if (next == NonBlockingReader.READ_EXPIRED) {
      return Optional.empty();
    }
    if (next < 0) {
      return Optional.of(Key.of(Kind.END_OF_INPUT));
    }
    Kind kind = reader.readBinding(map);
    if (kind == null) {
      return Optional.of(Key.of(Kind.END_OF_INPUT));
    }
    if (kind != Kind.TEXT) {
      return Optional.of(Key.of(kind));
    }
    // A sequence that nobody knows is no text; other control characters mean nothing.
    String text = reader.getLastBinding();
    return text.isEmpty() || text.codePoints().anyMatch(Character::isISOControl)
        ? Optional.empty()
        : Optional.of(Key.typed(text));
  }
}
