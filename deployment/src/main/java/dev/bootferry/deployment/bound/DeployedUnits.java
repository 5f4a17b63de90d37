package dev.bootferry.deployment.bound;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.deployment.files.InRoot;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.bound.BoundImages;
import dev.bootferry.images.bound.BoundUnit;
import dev.bootferry.images.bound.QuadletUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what an installed system binds, as bootc does when it looks for what to keep. */
public final class DeployedUnits {
  /** Units are small; what is larger is something else. */
  private static final long MAX_UNIT = 1 << 20;

  private DeployedUnits() {}

  /**
   * Reads the links and units of a deployment, or of any root.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code bound-entry-invalid}, {@code
   *     bound-unit-invalid}
   */
  public static BoundImages read(Path root) throws IOException {
    Optional<Path> folder = InRoot.resolve(root, BoundImages.DIRECTORY);
    if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
      return new BoundImages(List.of());
    }
    List<Path> links;
    try (Stream<Path> entries = Files.list(folder.get())) {
      links = entries.sorted().toList();
    }
    List<BoundUnit> units = new ArrayList<>();
    for (Path link : links) {
      units.add(unit(root, link));
    }
    return new BoundImages(units);
  }

  private static BoundUnit unit(Path root, Path link) throws IOException {
    String name = String.valueOf(link.getFileName());
    String shown = "/" + BoundImages.DIRECTORY + "/" + name;
    if (!Files.isSymbolicLink(link)) {
      throw refused(shown, "it is not a symbolic link");
    }
    QuadletUnit.Kind kind =
        QuadletUnit.Kind.ofName(name)
            .orElseThrow(() -> refused(shown, "its name ends neither in .image nor .container"));
    Path target =
        InRoot.resolve(root, BoundImages.DIRECTORY + "/" + name)
            .orElseThrow(() -> refused(shown, "it leads nowhere"));
    if (!Files.isRegularFile(target) || Files.size(target) > MAX_UNIT) {
      throw refused(shown, "it leads to something that is no unit");
    }
    String path = root.relativize(target).toString();
    return new BoundUnit(
        BoundImages.DIRECTORY + "/" + name,
        path,
        QuadletUnit.parse(Files.readString(target), "/" + path, kind));
  }

  private static RuntimeException refused(String entry, String why) {
    return new Problem(
            ImagesProblem.BOUND_ENTRY_INVALID,
            "take " + entry + " for a bound image",
            why,
            "The deployment was changed, or made from an image that bootc refuses: see ostree admin"
                + " config-diff.")
        .exception();
  }
}
