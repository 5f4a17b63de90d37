package dev.bootferry.linux.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where programs are found, and which package brings them.
 *
 * @param directories searched in order
 */
record Programs(List<Path> directories) {
  /** A root shell made by plain {@code su} has none of these in its PATH; our tools live there. */
  private static final List<String> SYSTEM = List.of("/usr/local/sbin", "/usr/sbin", "/sbin");

  /** Debian's package by program, where the names differ. */
  private static final Map<String, String> PACKAGES =
      Map.ofEntries(
          Map.entry("bash", "bash"),
          Map.entry("blkid", "util-linux"),
          Map.entry("blockdev", "util-linux"),
          Map.entry("bootupctl", "bootupd"),
          Map.entry("btrfs", "btrfs-progs"),
          Map.entry("chroot", "coreutils"),
          Map.entry("cryptsetup", "cryptsetup-bin"),
          Map.entry("e2fsck", "e2fsprogs"),
          Map.entry("fsck.vfat", "dosfstools"),
          Map.entry("fsfreeze", "util-linux"),
          Map.entry("fstrim", "util-linux"),
          Map.entry("grub-mkimage", "grub-common"),
          Map.entry("mcopy", "mtools"),
          Map.entry("mdel", "mtools"),
          Map.entry("mdir", "mtools"),
          Map.entry("mkfs.btrfs", "btrfs-progs"),
          Map.entry("mkfs.ext4", "e2fsprogs"),
          Map.entry("mkfs.vfat", "dosfstools"),
          Map.entry("mkfs.xfs", "xfsprogs"),
          Map.entry("mmd", "mtools"),
          Map.entry("mtype", "mtools"),
          Map.entry("ostree", "ostree"),
          Map.entry("podman", "podman"),
          Map.entry("setfattr", "attr"),
          Map.entry("sfdisk", "fdisk"),
          Map.entry("sgdisk", "gdisk"),
          Map.entry("skopeo", "skopeo"),
          Map.entry("systemctl", "systemd"),
          Map.entry("tar", "tar"),
          Map.entry("udevadm", "udev"),
          Map.entry("unshare", "util-linux"),
          Map.entry("wipefs", "util-linux"),
          Map.entry("xfs_repair", "xfsprogs"),
          Map.entry("xorriso", "xorriso"));

  Programs {
    directories = List.copyOf(directories);
  }

  /** The directories of this PATH, then those where system tools live. */
  static Programs onPath(String path) {
    Set<String> names = new LinkedHashSet<>();
    Stream.of(path.split(":", -1)).filter(name -> name.startsWith("/")).forEach(names::add);
    names.addAll(SYSTEM);
    return new Programs(names.stream().map(Path::of).toList());
  }

  /** The PATH to give to a child, so that what it starts is found in the same places. */
  String path() {
    return String.join(":", directories.stream().map(Path::toString).toList());
  }

  /**
   * The program as an absolute path.
   *
   * @param program a name to look up, or a path, taken relative to the directory it will run in
   */
  Optional<Path> find(String program, Path workingDirectory) {
    if (program.indexOf('/') >= 0) {
      return Optional.of(workingDirectory.resolve(program)).filter(Programs::runs);
    }
    return directories.stream()
        .map(folder -> folder.resolve(program))
        .filter(Programs::runs)
        .findFirst();
  }

  /** What to do when a program is missing; a whole sentence. */
  static String advice(String program) {
    String brings = PACKAGES.get(program);
    return brings == null
        ? "Install the program, or put its folder into PATH."
        : "Install it; Debian's package is " + brings + " (apt-get install " + brings + ").";
  }

  private static boolean runs(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }
}
