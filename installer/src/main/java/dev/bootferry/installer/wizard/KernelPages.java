package dev.bootferry.installer.wizard;

import java.util.List;

/** Kernel arguments beside those of the image. */
final class KernelPages {
  private final Interview interview;

  KernelPages(Interview interview) {
    this.interview = interview;
  }

  void add() {
    interview.text(
        Keys.KARGS,
        Section.KERNEL,
        "Further kernel arguments?",
        List.of("With spaces between, as in console=ttyS0,115200 quiet. Nothing for none."),
        "Arguments",
        "",
        Checks::kernelArguments);
    interview.text(
        Keys.KARG_DELETES,
        Section.KERNEL,
        "Kernel arguments of the image to leave out?",
        List.of("A bare name stands for all its values. Nothing for none."),
        "Arguments",
        "",
        Checks::kernelArguments);
  }
}
