package dev.bootferry.installer.medium;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.installer.InstallerProblem;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the file of an unattended installation is. Pure.
 *
 * @param tag of the volume as blkid(8) writes it, such as {@code LABEL=BOOTFERRY}; empty for a file
 *     of the running system
 * @param path from the root of the volume or of the system
 */
public record ConfigPlace(Optional<String> tag, Path path) {
  /** The kernel argument that says where. */
  public static final String ARGUMENT = "bootferry.config";

  /** Where it is without that. */
  public static final ConfigPlace USUAL =
      new ConfigPlace(Optional.of("LABEL=BOOTFERRY"), Path.of("/install.toml"));

  public ConfigPlace {
    if (!path.isAbsolute() || !path.equals(path.normalize())) {
      throw new IllegalArgumentException("no path from the root on: " + path);
    }
  }

  /**
   * As the kernel's command line says, else {@link #USUAL}. The last argument wins.
   *
   * @throws ProblemException {@code configuration-place-invalid}
   */
  public static ConfigPlace of(String kernelCommandLine) {
    return Stream.of(kernelCommandLine.strip().split("\\s+"))
        .filter(argument -> argument.startsWith(ARGUMENT + "="))
        .map(argument -> argument.substring(ARGUMENT.length() + 1))
        .reduce((_, last) -> last)
        .map(ConfigPlace::parse)
        .orElse(USUAL);
  }

  private static ConfigPlace parse(String text) {
    int colon = text.indexOf(":/");
    String tag = colon < 0 ? "" : text.substring(0, colon);
    String path = colon < 0 ? text : text.substring(colon + 1);
    boolean known = tag.matches("(LABEL|UUID|PARTLABEL|PARTUUID)=[^/\\p{Cntrl}]+");
    if (!path.startsWith("/")
        || !(colon < 0 || known)
        || !Path.of(path).equals(Path.of(path).normalize())) {
      throw new Problem(
              InstallerProblem.CONFIG_PLACE_INVALID,
              "find the configuration by the kernel argument " + ARGUMENT + "=" + text,
              "it is neither a path nor a volume with a path",
              "Write it as in "
                  + ARGUMENT
                  + "=/etc/install.toml or "
                  + ARGUMENT
                  + "=LABEL=SITE:/till.toml.")
          .exception();
    }
    return new ConfigPlace(Optional.of(tag).filter(t -> !t.isEmpty()), Path.of(path));
  }

  @Override
  public String toString() {
    return tag.map(volume -> path + " on the volume " + volume).orElse(path.toString());
  }
}
