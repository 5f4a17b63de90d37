package dev.bootferry.testing.sample;

import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The sample operating systems and applications, as OCI layouts in the cache of {@code
 * testing/sample/make.sh}. Read only: a test that wants to change one copies it first.
 */
public final class SampleImages {
  private final CommandRunner commands;

  public SampleImages(CommandRunner commands) {
    this.commands = commands;
  }

  /**
   * The layout of one image, made if it is not there yet.
   *
   * @param what as {@code make.sh} knows it, such as {@code os-v1}
   */
  public Path layout(String what) {
    List<String> argv = new ArrayList<>();
    argv.add(Checkout.root().resolve("testing/sample/make.sh").toString());
    argv.add(what);
    String said = commands.run(Command.of(argv).withTimeout(Duration.ofMinutes(20))).text();
    return Path.of(said.lines().reduce((first, last) -> last).orElseThrow());
  }

  /** The tag of an image in its layout: what stands behind its last dash. */
  public static String tag(String what) {
    return what.substring(what.lastIndexOf('-') + 1);
  }
}
