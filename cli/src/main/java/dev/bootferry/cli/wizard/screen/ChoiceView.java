package dev.bootferry.cli.wizard.screen;

import dev.bootferry.installer.wizard.Option;
import dev.bootferry.installer.wizard.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jline.utils.AttributedString;

/** One of a list. Where there are many, typing narrows it. */
final class ChoiceView implements PageView {
  private static final String MARK = " > ";
  private static final String NO_MARK = "   ";
  private static final String REFUSED = " - ";
  private static final String DETAIL = "     ";

  private final Page.Choice page;
  private final Field search = new Field("");
  private List<Option> shown;
  private int selected;
  private int top;
  private int pageRows = 1;

  ChoiceView(Page.Choice page, Optional<String> earlier) {
    this.page = page;
    this.shown = page.options();
    this.selected =
        earlier
            .flatMap(page::enabled)
            .or(() -> page.preferred().flatMap(page::enabled))
            .map(shown::indexOf)
            .orElseGet(this::firstEnabled);
  }

  private int firstEnabled() {
    for (int i = 0; i < shown.size(); i++) {
      if (shown.get(i).isEnabled()) {
        return i;
      }
    }
    return 0;
  }

  @Override
  public Body body(int rows, int columns) {
    List<AttributedString> lines = new ArrayList<>();
    Optional<Body.Cursor> cursor = Optional.empty();
    if (page.search()) {
      String prompt = " Search: ";
      lines.add(Texts.line(prompt + search.text(), columns));
      lines.add(AttributedString.EMPTY);
      cursor =
          Optional.of(
              new Body.Cursor(
                  0,
                  Texts.width(prompt) + Texts.width(search.text().substring(0, search.cursor()))));
    }
    lines.addAll(list(Math.max(1, rows - lines.size()), columns));
    return new Body(lines, cursor);
  }

  private List<AttributedString> list(int rows, int columns) {
    List<AttributedString> all = new ArrayList<>();
    int first = 0;
    int last = 0;
    for (int i = 0; i < shown.size(); i++) {
      if (i == selected) {
        first = all.size();
      }
      add(all, shown.get(i), i == selected, columns);
      if (i == selected) {
        last = all.size() - 1;
      }
    }
    if (all.isEmpty()) {
      return List.of(Texts.line(NO_MARK + "Nothing has that in its name.", columns));
    }
    pageRows = Math.max(1, rows - 2);
    return window(all, first, last, rows, columns);
  }

  private static void add(
      List<AttributedString> lines, Option option, boolean selected, int columns) {
    String mark = selected ? MARK : option.isEnabled() ? NO_MARK : REFUSED;
    lines.add(
        selected
            ? Texts.marked(mark + option.label(), columns)
            : Texts.line(mark + option.label(), columns));
    option
        .refusal()
        .ifPresent(why ->
            Texts.wrap("cannot be chosen: " + why, columns - DETAIL.length())
                .forEach(l -> lines.add(Texts.line(DETAIL + l, columns))));
    for (String detail : option.details()) {
      lines.add(Texts.line(DETAIL + detail, columns));
    }
  }

  /** As many lines as fit; the first and last of them say when there are more. */
  private List<AttributedString> window(
      List<AttributedString> all, int first, int last, int rows, int columns) {
    if (all.size() <= rows) {
      top = 0;
      return all;
    }
    // One line at each edge may be taken by the hint that there are more.
    if (last >= top + rows - 1) {
      top = last - rows + 2;
    }
    if (first <= top) {
      top = first - 1;
    }
    top = Math.max(0, Math.min(top, all.size() - rows));
    List<AttributedString> seen = new ArrayList<>(all.subList(top, top + rows));
    if (top > 0) {
      seen.set(0, Texts.line(NO_MARK + "(more above)", columns));
    }
    if (top + rows < all.size()) {
      seen.set(rows - 1, Texts.line(NO_MARK + "(more below)", columns));
    }
    return seen;
  }

  @Override
  public Reply press(Key key) {
    switch (key.kind()) {
      case UP -> move(-1);
      case DOWN -> move(1);
      case PAGE_UP -> move(-pageRows);
      case PAGE_DOWN -> move(pageRows);
      case HOME -> move(-shown.size());
      case END -> move(shown.size());
      case BACK -> {
        return Reply.BACK;
      }
      case ENTER -> {
        if (!shown.isEmpty()) {
          return new Reply.Answer(shown.get(selected).value());
        }
      }
      case TEXT, ERASE, ERASE_ALL -> search(key);
      case LEFT -> {
        if (!page.search()) {
          return Reply.BACK;
        }
      }
      default -> {}
    }
    return Reply.STAY;
  }

  private void move(int by) {
    selected = Math.max(0, Math.min(shown.size() - 1, selected + by));
  }

  private void search(Key key) {
    if (!page.search()) {
      return;
    }
    boolean _ = search.press(key);
    String part = search.text().toLowerCase(Locale.ROOT).replace(' ', '_');
    shown =
        page.options().stream()
            .filter(o -> o.label().toLowerCase(Locale.ROOT).replace(' ', '_').contains(part))
            .toList();
    selected = 0;
    top = 0;
  }

  @Override
  public String keys() {
    return page.search()
        ? "Type to search   Up/Down move   Enter choose   Esc back   Ctrl-C leave"
        : "Up/Down move   Enter choose   Esc back   Ctrl-C leave";
  }
}
