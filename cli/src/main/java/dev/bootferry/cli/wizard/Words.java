package dev.bootferry.cli.wizard;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.installer.wizard.Section;

/** Texts that both ways of showing the questions have. */
public final class Words {
  public static final String TITLE = "Bootferry installer";

  public static final String LEAVE =
      "Leave the installer? Nothing was written.  y leaves, any other key goes on";

  private Words() {}

  public static String step(Section section) {
    return section.number() + "/" + Section.values().length + "  " + section.title();
  }

  /** A problem in one paragraph. */
  public static String of(ProblemException e) {
    Problem problem = e.problem();
    return "Could not "
        + problem.what()
        + ": "
        + problem.why().strip()
        + (problem.why().strip().endsWith(".") ? " " : ". ")
        + problem.fix();
  }
}
