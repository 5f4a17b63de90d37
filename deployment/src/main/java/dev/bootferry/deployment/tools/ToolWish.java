package dev.bootferry.deployment.tools;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is wanted out of an image.
 *
 * @param programs names such as {@code mkfs.ext4}, looked up where distributions put programs; one
 *     that the image does not have is simply not there afterwards
 * @param files files, or folders with all that is in them, relative to the image's root, such as
 *     {@code usr/lib/grub}
 */
public record ToolWish(Set<String> programs, Set<String> files) {
  /** What programs read beside their libraries. */
  private static final Map<String, Set<String>> DATA =
      Map.of(
          "mke2fs", Set.of("etc/mke2fs.conf"),
          "mkfs.ext4", Set.of("etc/mke2fs.conf"),
          "mkfs.xfs", Set.of("usr/share/xfsprogs"),
          "grub-mkimage", Set.of("usr/lib/grub"),
          "grub2-mkimage", Set.of("usr/lib/grub"),
          "ostree", Set.of("usr/lib/ostree", "etc/ostree"));

  public ToolWish {
    programs = Set.copyOf(programs);
    files = Set.copyOf(files);
  }

  /** Both wishes. */
  public ToolWish and(ToolWish other) {
    Set<String> allPrograms = new TreeSet<>(programs);
    allPrograms.addAll(other.programs);
    Set<String> allFiles = new TreeSet<>(files);
    allFiles.addAll(other.files);
    return new ToolWish(allPrograms, allFiles);
  }

  /** The files wished for, with those that the programs read. */
  Set<String> filesWithData() {
    Set<String> all = new TreeSet<>(files);
    programs.forEach(program -> all.addAll(DATA.getOrDefault(program, Set.of())));
    return all;
  }
}
