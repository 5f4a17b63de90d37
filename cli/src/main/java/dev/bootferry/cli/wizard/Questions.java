package dev.bootferry.cli.wizard;

import dev.bootferry.installer.wizard.WizardSession;

/** Leads a person through the questions, in a way that suits the terminal. */
@FunctionalInterface
public interface Questions {
  /** Asks until everything is confirmed or the person leaves. */
  Outcome run(WizardSession session);
}
