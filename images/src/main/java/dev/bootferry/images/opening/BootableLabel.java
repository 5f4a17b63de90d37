package dev.bootferry.images.opening;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.set.SetImage;
import java.util.List;

/** The label by which bootc and ostree tell an operating system image from any other. */
public final class BootableLabel {
  /** One of these keys must be there; its value does not count. */
  private static final List<String> KEYS = List.of("containers.bootc", "ostree.bootable");

  private BootableLabel() {}

  /**
   * Refuses an image without the label, as bootc does when it imports.
   *
   * @param name of the image's place, for the message
   * @throws dev.bootferry.core.problem.ProblemException {@code not-bootable}
   */
  public static void require(SetImage image, String name) {
    if (KEYS.stream().noneMatch(image.config().labels()::containsKey)) {
      throw new Problem(
              ImagesProblem.NOT_BOOTABLE,
              "take " + name + " for an operating system",
              "it has neither of the labels " + String.join(" and ", KEYS),
              "Name a bootable image as the base; its build sets LABEL containers.bootc=1.")
          .exception();
    }
  }
}
