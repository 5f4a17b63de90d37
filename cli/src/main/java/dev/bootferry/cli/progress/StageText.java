package dev.bootferry.cli.progress;

import dev.bootferry.core.ByteSize;
import java.util.ArrayList;
import java.util.List;

/** Stages in words. */
final class StageText {
  /** A name is never cut below this many characters, whatever the width. */
  private static final int SHORTEST_NAME = 8;

  private StageText() {}

  /** One line that fits: the name is shortened first, then what matters least is left out. */
  static String fitted(StageView stage, int columns) {
    List<String> figures = new ArrayList<>(figures(stage));
    while (figures.size() > 1 && SHORTEST_NAME + length(figures) > columns) {
      figures.removeLast();
    }
    int room = Math.max(SHORTEST_NAME, columns - length(figures));
    StringBuilder line = new StringBuilder(shortened(stage.name(), room));
    figures.forEach(figure -> line.append("  ").append(figure));
    return shortened(line.toString(), columns);
  }

  private static int length(List<String> figures) {
    return figures.stream().mapToInt(f -> f.length() + 2).sum();
  }

  /** What is known, the most important first. */
  static List<String> figures(StageView stage) {
    List<String> figures = new ArrayList<>();
    if (stage.hasTotal()) {
      figures.add(String.format("%3d%%", stage.percent()));
      figures.add(size(stage.moved()) + " of " + size(stage.total()));
    } else if (stage.moved() > 0) {
      figures.add(size(stage.moved()));
    } else {
      figures.add(Times.rough(stage.elapsed()));
    }
    if (stage.moved() > 0) {
      figures.add(size((long) stage.rate()) + "/s");
    }
    stage.left().ifPresent(left -> figures.add(Times.rough(left) + " left"));
    return figures;
  }

  /** How a stage went, for a line that stays. */
  static String ended(StageView stage) {
    if (stage.moved() == 0 && !stage.hasTotal()) {
      return stage.name() + ": " + Times.text(stage.elapsed());
    }
    String size =
        stage.complete()
            ? size(stage.moved())
            : "stopped at " + size(stage.moved()) + " of " + size(stage.total());
    String rate = stage.moved() == 0 ? "" : ", " + size((long) stage.meanRate()) + "/s";
    return stage.name() + ": " + size + " in " + Times.text(stage.elapsed()) + rate;
  }

  static String size(long bytes) {
    return new ByteSize(Math.max(0, bytes)).toString();
  }

  /** Cut in the middle, where names differ least. */
  static String shortened(String text, int columns) {
    if (text.length() <= columns) {
      return text;
    }
    if (columns < 5) {
      return text.substring(0, Math.max(0, columns));
    }
    int head = (columns - 2 + 1) / 2;
    int tail = columns - 2 - head;
    return text.substring(0, head) + ".." + text.substring(text.length() - tail);
  }
}
