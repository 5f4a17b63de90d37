package dev.bootferry.deployment.sysroot;

import dev.bootferry.deployment.objects.ObjectStore;
import dev.bootferry.deployment.objects.Refs;
import dev.bootferry.deployment.ostree.OstreeTool;
import dev.bootferry.linux.process.CommandResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An ostree sysroot, and the ostree that works on it.
 *
 * @param root the physical root: where the file system with {@code ostree/repo} is mounted
 * @param booted whether it is the sysroot that this machine runs from, so that deployments are
 *     staged and take effect at the next boot
 */
public record Sysroot(Path root, OstreeTool ostree, boolean booted) {
  /** The stateroot of every system that does not ask for another. */
  public static final String DEFAULT_STATEROOT = "default";

  /** A mounted file system that is not running, or a folder. */
  public static Sysroot offline(Path root, OstreeTool ostree) {
    return new Sysroot(root.toAbsolutePath().normalize(), ostree, false);
  }

  public Path repository() {
    return root.resolve("ostree/repo");
  }

  public ObjectStore objects() {
    return new ObjectStore(repository());
  }

  public Refs refs() {
    return new Refs(repository());
  }

  /** The folder of a stateroot. */
  public Path stateroot(String name) {
    return root.resolve("ostree/deploy").resolve(name);
  }

  /** Runs {@code ostree admin COMMAND} on this sysroot. */
  public CommandResult admin(String command, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of("admin", command));
    if (!booted) {
      all.add("--sysroot=" + root);
    }
    all.addAll(arguments);
    return ostree.run(all);
  }

  /** Runs {@code ostree COMMAND} on this sysroot's repository. */
  public CommandResult repo(String command, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of(command, "--repo=" + repository()));
    all.addAll(arguments);
    return ostree.run(all);
  }
}
