package dev.bootferry.images.bound;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.tree.ImageTree;
import dev.bootferry.images.tree.TreeEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The logically bound images of an operating system image, found as bootc 1.16.9 finds them: every
 * entry of {@value #DIRECTORY} is a symbolic link, whose name says how its target is read.
 *
 * @param units in the order of their links' names
 */
public record BoundImages(List<BoundUnit> units) {
  public static final String DIRECTORY = "usr/lib/bootc/bound-images.d";

  /** References sort by their bytes, so that the order is the same in every locale. */
  public static final Comparator<String> BY_BYTES =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  public BoundImages {
    units = List.copyOf(units);
  }

  /**
   * Finds what the image binds. Where bootc would refuse, so does this.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code bound-entry-invalid}, naming the
   *     entry of the directory; {@code bound-unit-invalid}, naming unit file and line
   */
  public static BoundImages discover(ImageTree tree, UnitReader reader) throws IOException {
    Optional<TreeEntry> directory = tree.resolve(DIRECTORY);
    if (directory.isEmpty()) {
      if (tree.lookup(DIRECTORY).isPresent()) {
        throw entryRefused("/" + DIRECTORY, "it is a link that leads nowhere");
      }
      return new BoundImages(List.of());
    }
    if (!directory.get().isDirectory()) {
      throw entryRefused("/" + DIRECTORY, "it is not a directory");
    }
    List<BoundUnit> units = new ArrayList<>();
    for (TreeEntry entry : tree.list(DIRECTORY)) {
      units.add(unit(tree, reader, entry));
    }
    return new BoundImages(units);
  }

  /** Each reference once, sorted by its bytes. */
  public List<String> references() {
    return units.stream().map(BoundUnit::reference).distinct().sorted(BY_BYTES).toList();
  }

  /** The units that bind this reference. */
  public List<BoundUnit> binding(String reference) {
    return units.stream().filter(u -> u.reference().equals(reference)).toList();
  }

  private static BoundUnit unit(ImageTree tree, UnitReader reader, TreeEntry entry)
      throws IOException {
    String shown = "/" + entry.path();
    if (!entry.isSymlink()) {
      throw entryRefused(
          shown, "it is not a symbolic link, and bootc takes nothing else in that directory");
    }
    QuadletUnit.Kind kind =
        QuadletUnit.Kind.ofName(entry.name())
            .orElseThrow(
                () -> entryRefused(shown, "its name ends neither in .image nor .container"));
    TreeEntry target =
        tree.resolve(entry.path())
            .orElseThrow(() ->
                entryRefused(shown, "it leads to " + entry.linkTarget() + ", which is not there"));
    byte[] content =
        reader
            .read(entry.path())
            .orElseThrow(() ->
                entryRefused(
                    shown, "it leads to /" + target.path() + ", which is no regular file"));
    return new BoundUnit(
        entry.path(),
        target.path(),
        QuadletUnit.parse(text(content, target), "/" + target.path(), kind));
  }

  private static String text(byte[] content, TreeEntry target) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw new Problem(
              ImagesProblem.BOUND_UNIT_INVALID,
              "read the bound unit /" + target.path(),
              "it is not UTF-8 text",
              "Write the unit in UTF-8: bootc on the machine would refuse it too.")
          .exception(e);
    }
  }

  private static RuntimeException entryRefused(String entry, String why) {
    return new Problem(
            ImagesProblem.BOUND_ENTRY_INVALID,
            "take " + entry + " for a bound image",
            why,
            "Mend or remove the entry in the image: bootc on the machine would refuse the image"
                + " too.")
        .exception();
  }
}
