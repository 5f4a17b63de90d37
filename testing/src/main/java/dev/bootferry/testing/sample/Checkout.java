package dev.bootferry.testing.sample;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the project's own files are, for tests that run its scripts. */
public final class Checkout {
  private Checkout() {}

  /** The top of the checkout: given by the build, else found upwards from the working folder. */
  public static Path root() {
    String given = System.getProperty("bootferry.checkout", "");
    Path folder = Path.of(given).toAbsolutePath();
    while (folder != null) {
      if (Files.exists(folder.resolve("testing/sample/make.sh"))) {
        return folder;
      }
      folder = folder.getParent();
    }
    throw new IllegalStateException("not inside a checkout of Bootferry");
  }
}
