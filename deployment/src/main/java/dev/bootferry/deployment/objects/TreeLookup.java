package dev.bootferry.deployment.objects;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Finds small files in a tree of a repository. */
public final class TreeLookup {
  /** Larger files are not what is looked for. */
  private static final long MAX_BYTES = 1 << 20;

  private final ObjectStore objects;
  private final TreeRef root;

  public TreeLookup(ObjectStore objects, TreeRef root) {
    this.objects = objects;
    this.root = root;
  }

  /** The content of the regular file at exactly this path; no symbolic link is followed. */
  public Optional<byte[]> read(String path) throws IOException {
    String[] parts = path.split("/", -1);
    TreeRef at = root;
    for (int i = 0; i < parts.length - 1; i++) {
      TreeRef next = objects.tree(at.tree()).directories().get(parts[i]);
      if (next == null) {
        return Optional.empty();
      }
      at = next;
    }
    Checksum file = objects.tree(at.tree()).files().get(parts[parts.length - 1]);
    if (file == null) {
      return Optional.empty();
    }
    Path content = objects.path(ObjectType.FILE, file);
    return Files.isRegularFile(content, LinkOption.NOFOLLOW_LINKS)
            && Files.size(content) <= MAX_BYTES
        ? Optional.of(Files.readAllBytes(content))
        : Optional.empty();
  }
}
