package dev.bootferry.testing.machine;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Turns what a terminal would draw into plain text: UTF-8, no control sequences (ECMA-48), no
 * carriage returns. Setting the cursor counts as a new line, so that a menu drawn with it is
 * readable line by line. Keeps its place between calls: a sequence may arrive in pieces.
 */
final class TerminalText {
  private enum State {
    TEXT,
    ESCAPE,
    /** After ESC [: parameters up to one final character. */
    CONTROL,
    /** After ESC ] and others: a string up to BEL or ESC \. */
    STRING,
    /** After ESC ( and others: one character more. */
    ONE_MORE
  }

  private static final int LONGEST_CHARACTER = 8;

  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final ByteBuffer rest = ByteBuffer.allocate(LONGEST_CHARACTER);
  private State state = State.TEXT;

  /** The text in these bytes. */
  String add(byte[] bytes, int length) {
    ByteBuffer in = ByteBuffer.allocate(rest.position() + length);
    in.put(rest.flip()).put(bytes, 0, length).flip();
    CharBuffer characters = CharBuffer.allocate(in.remaining() + 1);
    decoder.decode(in, characters, false);
    rest.clear().put(in);
    StringBuilder text = new StringBuilder();
    characters.flip();
    while (characters.hasRemaining()) {
      step(characters.get(), text);
    }
    return text.toString();
  }

  private void step(char c, StringBuilder text) {
    state =
        switch (state) {
          case TEXT -> plain(c, text);
          case ESCAPE ->
              switch (c) {
                case '[' -> State.CONTROL;
                case ']', 'P', 'X', '^', '_' -> State.STRING;
                case '(', ')', '*', '+', '#', '%', ' ' -> State.ONE_MORE;
                default -> State.TEXT;
              };
          case CONTROL -> {
            if (c == 'H' || c == 'f') {
              text.append('\n');
            }
            yield c >= '@' && c <= '~' ? State.TEXT : State.CONTROL;
          }
          case STRING ->
              switch (c) {
                case '\u0007' -> State.TEXT;
                case '\u001b' -> State.ESCAPE;
                default -> State.STRING;
              };
          case ONE_MORE -> State.TEXT;
        };
  }

  private static State plain(char c, StringBuilder text) {
    if (c == '\u001b') {
      return State.ESCAPE;
    }
    if (c >= ' ' || c == '\n' || c == '\t') {
      text.append(c);
    }
    return State.TEXT;
  }
}
