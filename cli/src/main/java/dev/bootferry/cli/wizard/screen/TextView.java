package dev.bootferry.cli.wizard.screen;

import java.util.List;
import java.util.Optional;

/** A line that is typed. */
final class TextView implements PageView {
  private final String label;
  private final Field field;
  private final String enter;

  /**
   * @param enter what the Enter key does, for the line of keys
   */
  TextView(String label, String initial, String enter) {
    this.label = label;
    this.field = new Field(initial);
    this.enter = enter;
  }

  @Override
  public Body body(int rows, int columns) {
    String prompt = " " + label + ": ";
    int room = Math.max(8, columns - Texts.width(prompt) - 1);
    Texts.Part part = Texts.around(field.text(), field.cursor(), room);
    return new Body(
        List.of(Texts.line(prompt + part.text(), columns)),
        Optional.of(new Body.Cursor(0, Texts.width(prompt) + part.column())));
  }

  @Override
  public Reply press(Key key) {
    return switch (key.kind()) {
      case ENTER -> new Reply.Answer(field.text());
      case BACK -> Reply.BACK;
      default -> {
        boolean _ = field.press(key);
        yield Reply.STAY;
      }
    };
  }

  @Override
  public String keys() {
    return enter + "   Esc back   Ctrl-U empties the line   Ctrl-C leave";
  }
}
