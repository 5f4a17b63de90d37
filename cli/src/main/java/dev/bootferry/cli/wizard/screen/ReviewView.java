package dev.bootferry.cli.wizard.screen;

import dev.bootferry.installer.wizard.Option;
import dev.bootferry.installer.wizard.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jline.utils.AttributedString;

/** Text to scroll through; each further action has the first letter of its name as its key. */
final class ReviewView implements PageView {
  private final Page.Review page;
  private int top;
  private int rows = 1;

  ReviewView(Page.Review page) {
    this.page = page;
  }

  @Override
  public Body body(int rows, int columns) {
    this.rows = Math.max(1, rows);
    int size = page.lines().size();
    top = Math.max(0, Math.min(top, size - this.rows));
    List<AttributedString> lines = new ArrayList<>();
    for (String line : page.lines().subList(top, Math.min(size, top + this.rows))) {
      lines.add(Texts.line(" " + line, columns));
    }
    if (top > 0) {
      lines.set(0, Texts.line(" (more above)", columns));
    }
    if (top + this.rows < size) {
      lines.set(lines.size() - 1, Texts.line(" (more below: Page Down)", columns));
    }
    return new Body(lines, Optional.empty());
  }

  @Override
  public Reply press(Key key) {
    switch (key.kind()) {
      case UP -> top--;
      case DOWN -> top++;
      case PAGE_UP -> top -= rows - 2;
      case PAGE_DOWN -> top += rows - 2;
      case HOME -> top = 0;
      case END -> top = page.lines().size();
      case BACK, LEFT -> {
        return Reply.BACK;
      }
      case ENTER -> {
        return new Reply.Answer(page.actions().getFirst().value());
      }
      case TEXT -> {
        Optional<Option> action =
            page.actions().stream().filter(o -> letter(o).equals(key.text())).findFirst();
        if (action.isPresent()) {
          return new Reply.Answer(action.get().value());
        }
      }
      default -> {}
    }
    return Reply.STAY;
  }

  private static String letter(Option option) {
    return option.label().substring(0, 1).toLowerCase(Locale.ROOT);
  }

  @Override
  public String keys() {
    StringBuilder keys = new StringBuilder("Up/Down scroll");
    for (int i = 0; i < page.actions().size(); i++) {
      Option action = page.actions().get(i);
      keys.append("   ").append(i == 0 ? "Enter" : letter(action)).append(' ');
      keys.append(action.label());
    }
    return keys.append("   Esc back   Ctrl-C leave").toString();
  }
}
