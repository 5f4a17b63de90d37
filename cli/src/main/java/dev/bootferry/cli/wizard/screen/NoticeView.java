package dev.bootferry.cli.wizard.screen;

import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;

/** In place of a page that could not be made: why. */
final class NoticeView implements PageView {
  private final String text;

  NoticeView(String text) {
    this.text = text;
  }

  @Override
  public Body body(int rows, int columns) {
    List<AttributedString> lines =
        Texts.wrap(text, columns - 2).stream()
            .limit(rows)
            .map(l -> Texts.line(" " + l, columns))
            .toList();
    return new Body(lines, Optional.empty());
  }

  @Override
  public Reply press(Key key) {
    return switch (key.kind()) {
      case BACK, LEFT -> Reply.BACK;
      case ENTER -> new Reply.Answer("");
      default -> Reply.STAY;
    };
  }

  @Override
  public String keys() {
    return "Enter tries again   Esc back   Ctrl-C leave";
  }
}
