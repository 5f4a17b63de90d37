package dev.bootferry.installer.system;

import dev.bootferry.core.Secret;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is written to set up a new system, decided before anything is.
 *
 * @param entries in order; each path once
 */
public record SettingsPlan(List<Entry> entries) {
  public static final SettingsPlan NOTHING = new SettingsPlan(List.of());

  public SettingsPlan {
    entries = List.copyOf(entries);
  }

  /** The same with more behind it. */
  public SettingsPlan with(List<Entry> more) {
    return new SettingsPlan(Stream.concat(entries.stream(), more.stream()).toList());
  }

  /** Something at a path below {@code etc/} of the deployment, or {@code var/} of its stateroot. */
  public sealed interface Entry {
    String path();
  }

  /** A file, instead of whatever file or link was there. */
  public record WriteFile(String path, Secret content, int mode, long uid, long gid)
      implements Entry {
    public WriteFile {
      requireOwn(path);
    }
  }

  /** A symbolic link, instead of whatever file or link was there. */
  public record MakeLink(String path, String target) implements Entry {
    public MakeLink {
      requireOwn(path);
    }
  }

  /** A file or link is taken away, if it is there. */
  public record Remove(String path) implements Entry {
    public Remove {
      requireOwn(path);
    }
  }

  private static void requireOwn(String path) {
    if (!isOwn(path)) {
      throw new IllegalArgumentException("not the machine's own: " + path);
    }
  }

  /** Whether a path is below etc/ or var/ and says so plainly. */
  static boolean isOwn(String path) {
    return path.matches("(etc|var)(/[^/\0]+)+") && !path.matches(".*/\\.{1,2}(/.*)?");
  }
}
