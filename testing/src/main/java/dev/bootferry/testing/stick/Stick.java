package dev.bootferry.testing.stick;

import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.install.RunFolder;
import dev.bootferry.testing.sample.Checkout;
import java.nio.file.Path;

/** The copy of the program for machines without Java; made once in a run. */
public final class Stick {
  private static final Stick ONLY = new Stick();

  private final Path folder = RunFolder.path().resolve("stick/bootferry");

  private Stick() {
    var _ =
        new SystemCommandRunner()
            .run(
                Command.of(
                    Checkout.root().resolve("dist/make-stick.sh").toString(), folder.toString()));
  }

  /** To be copied, not changed. */
  public static Path folder() {
    return ONLY.folder;
  }
}
