package dev.bootferry.testing.contract;

import dev.bootferry.deployment.sysroot.Deployment;
import dev.bootferry.deployment.sysroot.DeploymentList;
import dev.bootferry.images.tree.EntryType;
import dev.bootferry.images.tree.TreeEntry;
import dev.bootferry.linux.files.Directory;
import dev.bootferry.linux.files.FileStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The deployed tree is the image's, attribute for attribute, but for the moves that are made. */
final class TreeChecks {
  private static final Set<String> EMPTIED = Set.of("run", "tmp", "proc", "sys", "dev");

  /** Beside the image's own: the live etc, and what ostree adds. */
  private static final Set<String> ADDED = Set.of("etc", ".ostree.cfs", "sysroot", "var");

  private TreeChecks() {}

  static List<Check> run(Path root, Expected expected) throws IOException {
    Checks checks = new Checks("tree");
    List<Deployment> deployments = DeploymentList.read(root).deployments();
    if (deployments.isEmpty()) {
      return checks.results();
    }
    Path directory = deployments.getFirst().directory();
    List<String> wrong = new ArrayList<>();
    Set<String> known = new HashSet<>();
    List<TreeEntry> entries = expected.tree().walk("").toList();
    for (TreeEntry entry : entries) {
      Optional<String> place = place(entry);
      if (place.isPresent()) {
        known.add(place.get());
        difference(directory, place.get(), entry, expected.selinux())
            .ifPresent(d -> wrong.add(place.get() + ": " + d));
      }
    }
    checks.equal("every name of the image is there as it is", List.of(), () -> first(wrong));
    checks.equal(
        "no other name is there", List.of(), () -> first(List.copyOf(strangers(directory, known))));
    return checks.results();
  }

  private static List<String> first(List<String> all) {
    return all.subList(0, Math.min(all.size(), 10));
  }

  /** Where a name of the image is in the deployment; empty for what is left out. */
  private static Optional<String> place(TreeEntry entry) {
    String path = entry.path();
    int slash = path.indexOf('/');
    String top = slash < 0 ? path : path.substring(0, slash);
    if (entry.type() == EntryType.SPECIAL
        || path.startsWith("sysroot/ostree/")
        || path.equals("sysroot/ostree")
        || (slash > 0 && EMPTIED.contains(top))) {
      return Optional.empty();
    }
    boolean leftBehind = path.equals("etc/hostname") || path.equals("etc/resolv.conf");
    if (leftBehind && entry.isFile() && entry.size() == 0) {
      return Optional.empty();
    }
    return Optional.of(top.equals("etc") ? "usr/" + path : path);
  }

  private static Optional<String> difference(
      Path root, String place, TreeEntry entry, boolean labelled) throws IOException {
    Path path = root.resolve(place);
    String name = String.valueOf(path.getFileName());
    try (Directory parent = Directory.open(Repository.folder(path))) {
      Optional<FileStatus> found = parent.status(name);
      if (found.isEmpty()) {
        return Optional.of("it is missing");
      }
      FileStatus status = found.get();
      boolean sameType =
          switch (entry.type()) {
            case FILE -> status.isRegular();
            case DIRECTORY -> status.isDirectory();
            case SYMLINK -> status.isSymlink();
            case SPECIAL -> false;
          };
      if (!sameType) {
        return Optional.of("it is a " + status.type());
      }
      if (!entry.isSymlink() && status.mode() != entry.mode()) {
        return Optional.of(
            String.format("its mode is %04o, not %04o", status.mode(), entry.mode()));
      }
      if (status.uid() != entry.uid() || status.gid() != entry.gid()) {
        return Optional.of("its owner is " + status.uid() + ":" + status.gid());
      }
      if (entry.isFile() && status.size() != entry.size()) {
        return Optional.of("its size is " + status.size());
      }
      if (entry.isSymlink() && !parent.readSymlink(name).equals(entry.linkTarget())) {
        return Optional.of("it leads to " + parent.readSymlink(name));
      }
      Set<String> xattrs = new TreeSet<>(parent.xattrs(name).keySet());
      Set<String> wanted = new TreeSet<>(entry.xattrs());
      wanted.remove("security.selinux");
      if (labelled) {
        xattrs.remove("security.selinux");
      }
      return xattrs.equals(wanted)
          ? Optional.empty()
          : Optional.of("its attributes are " + xattrs + ", not " + wanted);
    }
  }

  private static Set<String> strangers(Path root, Set<String> known) throws IOException {
    Set<String> strangers = new TreeSet<>();
    strangers(root, "", known, strangers);
    return strangers;
  }

  private static void strangers(Path folder, String prefix, Set<String> known, Set<String> into)
      throws IOException {
    try (Directory directory = Directory.open(folder)) {
      for (String name : directory.list()) {
        String path = prefix + name;
        if (prefix.isEmpty() && ADDED.contains(name)) {
          continue;
        }
        if (!known.contains(path)) {
          into.add(path);
        } else if (directory.status(name).filter(FileStatus::isDirectory).isPresent()) {
          strangers(folder.resolve(name), path + "/", known, into);
        }
      }
    }
  }
}
