package dev.bootferry.cli.wizard.screen;

import dev.bootferry.core.Secret;
import dev.bootferry.installer.wizard.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;

/** A password, typed twice; only stars are shown. */
final class PasswordView implements PageView {
  private final boolean optional;
  private final boolean given;
  private final Field first = new Field("");
  private final Field second = new Field("");
  private boolean repeating;

  PasswordView(Page.Password page, Optional<String> earlier) {
    this.optional = page.optional();
    this.given = earlier.filter(e -> !e.isEmpty()).isPresent();
  }

  @Override
  public Body body(int rows, int columns) {
    List<AttributedString> lines = new ArrayList<>();
    String one = " Password: ";
    String two = " And again: ";
    lines.add(Texts.line(one + stars(first, columns - one.length()), columns));
    if (repeating) {
      lines.add(Texts.line(two + stars(second, columns - two.length()), columns));
    } else if (given) {
      lines.add(AttributedString.EMPTY);
      lines.add(Texts.line(" One was typed before. Typing replaces it.", columns));
    }
    Field typed = repeating ? second : first;
    String prompt = repeating ? two : one;
    int column = prompt.length() + stars(typed, columns - prompt.length()).length();
    return new Body(lines, Optional.of(new Body.Cursor(repeating ? 1 : 0, column)));
  }

  private static String stars(Field field, int room) {
    return "*".repeat(Math.min(Math.max(1, room - 1), field.text().length()));
  }

  @Override
  public Reply press(Key key) {
    return switch (key.kind()) {
      case BACK -> back();
      case ENTER -> enter();
      // A cursor inside of what nobody sees only confuses.
      case LEFT, RIGHT, HOME, END, DELETE -> Reply.STAY;
      default -> {
        boolean _ = (repeating ? second : first).press(key);
        yield Reply.STAY;
      }
    };
  }

  private Reply back() {
    first.clear();
    second.clear();
    if (repeating) {
      repeating = false;
      return Reply.STAY;
    }
    return Reply.BACK;
  }

  private Reply enter() {
    boolean nothing = optional && first.text().isEmpty();
    if (!repeating && !nothing) {
      repeating = true;
      return Reply.STAY;
    }
    Reply reply = new Reply.Password(Secret.of(first.text()), Secret.of(second.text()));
    first.clear();
    second.clear();
    repeating = false;
    return reply;
  }

  @Override
  public String keys() {
    return "Enter goes on   Esc back   Ctrl-U empties the line   Ctrl-C leave";
  }
}
