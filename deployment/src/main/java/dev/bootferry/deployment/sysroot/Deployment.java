package dev.bootferry.deployment.sysroot;

import dev.bootferry.deployment.files.KeyFile;
import dev.bootferry.deployment.objects.Checksum;
import dev.bootferry.images.reference.TargetReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A deployment of a sysroot.
 *
 * @param stateroot it belongs to
 * @param checksum of its commit
 * @param serial counts deployments of the same commit
 * @param bootcsum of kernel and initramfs
 * @param kargs kernel arguments without {@code ostree=}; those it will have, where it is staged
 * @param origin its origin file
 * @param directory its root, on this machine
 * @param state whether it runs, waits to be finished at shutdown, or is only there
 */
public record Deployment(
    String stateroot,
    Checksum checksum,
    int serial,
    String bootcsum,
    List<String> kargs,
    KeyFile origin,
    Path directory,
    State state) {
  /** What a deployment is at this moment. */
  public enum State {
    BOOTED,
    /** Becomes the default when the machine shuts down in order. */
    STAGED,
    /** As {@code STAGED}, but held back until it is unlocked. */
    STAGED_LOCKED,
    PRESENT
  }

  public Deployment {
    kargs = List.copyOf(kargs);
  }

  /** As ostree names it: {@code COMMIT.SERIAL}. */
  public String name() {
    return checksum + "." + serial;
  }

  public boolean isStaged() {
    return state == State.STAGED || state == State.STAGED_LOCKED;
  }

  /** What it follows; empty when it comes from no image, or its origin cannot be understood. */
  public Optional<TargetReference> target() {
    return origin
        .get("origin", "container-image-reference")
        .flatMap(text -> {
          try {
            return Optional.of(TargetReference.parse(text));
          } catch (dev.bootferry.core.problem.ProblemException e) {
            return Optional.empty();
          }
        });
  }

  public boolean isPinned() {
    return origin.isTrue("libostree-transient", "pinned");
  }
}
