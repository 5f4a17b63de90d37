package dev.bootferry.images.layer;

import dev.bootferry.core.Digest;
import dev.bootferry.linux.files.Directory;
import dev.bootferry.linux.files.FileStatus;
import dev.bootferry.linux.files.InputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is in a directory, one line for each name, with everything that can be told apart. */
public final class TreeSnapshot {
  private final SortedMap<String, String> lines = new TreeMap<>();
  private final Map<Long, String> firstNames = new HashMap<>();
  private final boolean times;

  private TreeSnapshot(boolean times) {
    this.times = times;
  }

  /** Lines by path; the root's own is under the empty path. */
  public static SortedMap<String, String> of(Path root) throws IOException {
    return of(root, true);
  }

  public static SortedMap<String, String> withoutTimes(Path root) throws IOException {
    return of(root, false);
  }

  private static SortedMap<String, String> of(Path root, boolean times) throws IOException {
    TreeSnapshot snapshot = new TreeSnapshot(times);
    Path parent = Objects.requireNonNull(root.toAbsolutePath().getParent());
    try (Directory above = Directory.open(parent)) {
      snapshot.add(above, root.getFileName().toString(), "");
    }
    return snapshot.lines;
  }

  private void add(Directory parent, String name, String path) throws IOException {
    FileStatus status = parent.status(name).orElseThrow();
    StringBuilder line =
        new StringBuilder(
            String.format(
                "%s %04o %d:%d", status.type(), status.mode(), status.uid(), status.gid()));
    if (times) {
      line.append(' ').append(status.mtimeSeconds()).append('.').append(status.mtimeNanos());
    }
    parent
        .xattrs(name)
        .forEach((key, value) ->
            line.append(' ')
                .append(key)
                .append('=')
                .append(Base64.getEncoder().encodeToString(value)));
    if (!status.isDirectory() && status.links() > 1) {
      line.append(" link of ").append(firstNames.computeIfAbsent(status.inode(), i -> path));
    }
    switch (status.type()) {
      case REGULAR -> {
        try (InputFile file = parent.openFile(name)) {
          line.append(' ').append(status.size()).append(' ');
          line.append(Digest.sha256(file.stream().readAllBytes()).shortHex());
        }
      }
      case SYMLINK -> line.append(" -> ").append(parent.readSymlink(name));
      default -> {}
    }
    lines.put(path, line.toString());
    if (status.isDirectory()) {
      try (Directory directory = parent.openDirectory(name)) {
        for (String child : directory.list().stream().sorted().toList()) {
          add(directory, child, path.isEmpty() ? child : path + "/" + child);
        }
      }
    }
  }
}
