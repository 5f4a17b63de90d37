package dev.bootferry.images.layer;

import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.layer.LayerPolicy.Decision;
import dev.bootferry.images.tar.TarEntry;
import dev.bootferry.images.tar.TarReader;
import dev.bootferry.images.tar.TarType;
import dev.bootferry.linux.LinuxProblem;
import dev.bootferry.linux.files.Directory;
import dev.bootferry.linux.files.FileLocation;
import dev.bootferry.linux.files.FileStatus;
import dev.bootferry.linux.syscall.SystemCallException;
import java.io.IOException;
import java.util.Optional;

/** One layer being applied. */
final class ApplyRun implements AutoCloseable {
  /** Holds what is only the target of hard links, until the end; no layer has such a name. */
  private static final String ASIDE = ".bootferry-aside";

  private final TarReader tar;
  private final String name;
  private final LayerPolicy policy;
  private final LowerFiles lower;
  private final EntryWriter writer;
  private final Directory root;
  private final DefaultAcls acls = new DefaultAcls();
  private final DirectoryStack entries;

  /** Where targets of hard links are looked up, beside the place where entries are made. */
  private final DirectoryStack targets;

  private boolean aside;
  private long replacedSeen;

  private long files;
  private long directories;
  private long symlinks;
  private long hardLinks;
  private long whiteouts;
  private long copied;
  private long specials;
  private long dropped;
  private long bytes;

  /**
   * Prepares.
   *
   * @param root stays the caller's to close, after this
   */
  ApplyRun(
      TarReader tar,
      String name,
      LayerPolicy policy,
      LowerFiles lower,
      EntryWriter writer,
      Directory root)
      throws SystemCallException {
    this.tar = tar;
    this.name = name;
    this.policy = policy;
    this.lower = lower;
    this.writer = writer;
    this.root = root;
    this.entries = new DirectoryStack(root, lower, acls);
    this.targets = new DirectoryStack(root, lower, acls);
  }

  AppliedLayer run() throws IOException {
    int count = 0;
    for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
      if (count++ == LayerPath.MAX_ENTRIES) {
        throw LayerPath.tooManyEntries(name);
      }
      try {
        add(entry);
      } catch (DirectoryStack.LinkInPathException e) {
        throw LayerPath.invalid(
            name, entry.path(), "is below a symbolic link that the same layer made");
      } catch (SystemCallException e) {
        throw failed("apply the entry " + entry.path() + " of " + name, e);
      }
    }
    tar.drain();
    try {
      finish();
    } catch (SystemCallException e) {
      throw failed("apply " + name, e);
    }
    return new AppliedLayer(
        files,
        directories + entries.implied(),
        symlinks,
        hardLinks,
        whiteouts,
        copied,
        specials,
        dropped,
        bytes);
  }

  private void finish() throws IOException {
    targets.leaveAll();
    entries.leaveAll();
    acls.apply(entries);
    entries.leaveAll();
    if (aside) {
      FileStatus before = root.status();
      root.removeTree(ASIDE);
      root.changeTime(before.mtimeSeconds(), before.mtimeNanos());
    }
  }

  private static ProblemException failed(String what, SystemCallException e) {
    return e.problem(
        LinuxProblem.SYSTEM_CALL_FAILED,
        what,
        "See that the file system has space and inodes left, and that it can hold owners and"
            + " extended attributes as ext4, xfs and btrfs do.");
  }

  private void add(TarEntry entry) throws IOException {
    LayerPath path = LayerPath.of(entry, name);
    if (path.kind() == LayerPath.Kind.IGNORED) {
      dropped++;
      return;
    }
    if (entry.type().isSpecial()) {
      specials++;
      return;
    }
    switch (policy.decide(path.path())) {
      case Decision.Keep(String place) -> put(path, place, entry);
      case Decision.Drop() -> dropped++;
      case Decision.Aside() -> {
        dropped++;
        putAside(path, entry);
      }
    }
  }

  private void putAside(LayerPath path, TarEntry entry) throws IOException {
    String place = ASIDE + "/" + path.path();
    if (path.kind() != LayerPath.Kind.ENTRY) {
      return;
    }
    if (entry.type() == TarType.FILE) {
      aside = true;
      bytes += writer.file(entries.enter(LayerPath.parent(place)), leaf(place), entry, tar.data());
    } else if (entry.type() == TarType.HARD_LINK) {
      String from = ASIDE + "/" + LayerPath.ofLinkTarget(entry, name);
      if (target(from).isPresent() && !from.equals(place)) {
        link(entries.enter(LayerPath.parent(place)), leaf(place), from);
      }
    }
  }

  private void put(LayerPath path, String place, TarEntry entry) throws IOException {
    if (place.isEmpty()) {
      root(entry);
      return;
    }
    if (place.equals(ASIDE) || place.startsWith(ASIDE + "/")) {
      throw LayerPath.invalid(
          name, entry.path(), "has a name that is kept for Bootferry's own use");
    }
    DirectoryStack.Level parent = entries.enter(LayerPath.parent(place));
    String leaf = leaf(place);
    if (path.kind() != LayerPath.Kind.ENTRY) {
      writer.whiteout(parent, LayerPath.onDisk(leaf));
      whiteouts++;
      return;
    }
    switch (entry.type()) {
      case FILE -> {
        bytes += writer.file(parent, leaf, entry, tar.data());
        files++;
      }
      case DIRECTORY -> {
        writer.directory(parent.directory, leaf, entry);
        acls.put(place, entry.xattrs());
        directories++;
      }
      case SYMLINK -> {
        writer.symlink(parent.directory, leaf, LayerPath.symlinkTarget(entry, name), entry);
        symlinks++;
      }
      case HARD_LINK -> hardLink(parent, leaf, place, entry);
      case CHARACTER_DEVICE, BLOCK_DEVICE, FIFO -> specials++;
    }
  }

  private void root(TarEntry entry) throws IOException {
    if (entry.type() != TarType.DIRECTORY) {
      throw LayerPath.invalid(name, entry.path(), "is the root, but no directory");
    }
    entries.leaveAll();
    writer.describeAgain(root, entry);
    entries.rootDescribed();
    targets.leaveAll();
    targets.rootDescribed();
    acls.put("", entry.xattrs());
    directories++;
  }

  private void hardLink(DirectoryStack.Level parent, String leaf, String place, TarEntry entry)
      throws IOException {
    String target = LayerPath.ofLinkTarget(entry, name);
    String from =
        switch (policy.decide(target)) {
          case Decision.Keep(String kept) -> kept;
          case Decision.Aside() -> ASIDE + "/" + target;
          case Decision.Drop() ->
              throw LayerPath.invalid(
                  name, entry.path(), "is a hard link to " + target + ", which is left out");
        };
    if (from.equals(place) && parent.directory.status(leaf).isPresent()) {
      return; // A link to itself changes nothing.
    }
    Optional<FileStatus> found = target(from);
    if (found.isEmpty()) {
      copyFromLower(parent, leaf, from.startsWith(ASIDE + "/") ? target : from, entry);
    } else if (found.get().isDirectory()) {
      throw LayerPath.invalid(name, entry.path(), "is a hard link to a directory");
    } else {
      link(parent, leaf, from);
      if (from.startsWith(ASIDE + "/") && found.get().links() == 1) {
        files++;
      } else {
        hardLinks++;
      }
    }
  }

  /** What this layer has made at a path. */
  private Optional<FileStatus> target(String path) throws IOException {
    Optional<DirectoryStack.Level> folder = targetFolder(path);
    return folder.isEmpty() ? Optional.empty() : folder.get().directory.status(leaf(path));
  }

  private Optional<DirectoryStack.Level> targetFolder(String path) throws IOException {
    if (replacedSeen != writer.replaced()) {
      // What was opened may be gone, and another directory of that name there.
      targets.leaveAll();
      replacedSeen = writer.replaced();
    }
    return targets.enterExisting(LayerPath.parent(path));
  }

  private void link(DirectoryStack.Level parent, String leaf, String from) throws IOException {
    Directory of = targetFolder(from).orElseThrow().directory;
    try {
      parent.directory.makeHardLink(leaf, of, leaf(from));
    } catch (SystemCallException e) {
      EntryWriter.requireExists(e);
      writer.remove(parent.directory, leaf);
      of = targetFolder(from).orElseThrow(() -> e).directory;
      parent.directory.makeHardLink(leaf, of, leaf(from));
    }
  }

  private void copyFromLower(
      DirectoryStack.Level parent, String leaf, String target, TarEntry entry) throws IOException {
    FileLocation location = lower.find(target).orElse(null);
    if (location != null) {
      writer.remove(parent.directory, leaf);
    }
    if (location == null || !LowerCopy.copy(location, parent.directory, leaf)) {
      throw LayerPath.invalid(
          name,
          entry.path(),
          "is a hard link to " + target + ", which is no file of it or of the layers below");
    }
    copied++;
  }

  @Override
  public void close() {
    targets.close();
    entries.close();
  }

  private static String leaf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
