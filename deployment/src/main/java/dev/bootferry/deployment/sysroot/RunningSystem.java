package dev.bootferry.deployment.sysroot;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.deployment.DeploymentProblem;
import dev.bootferry.deployment.variant.Variant;
import dev.bootferry.deployment.variant.VariantReader;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a running system says of itself.
 *
 * @param root of the running system, {@code /}
 * @param run its {@code /run}
 */
record RunningSystem(Path root, Path run) {
  static RunningSystem here() {
    return new RunningSystem(Path.of("/"), Path.of("/run"));
  }

  /** Whether this machine runs from an ostree deployment. */
  boolean isOstree() {
    return Files.exists(run.resolve("ostree-booted"));
  }

  /**
   * Whether a deployment is the one that runs. With composefs the root is another file system,
   * whose backing folder ostree has written down at boot.
   */
  boolean isBooted(Path deployment) throws IOException {
    Optional<List<Variant>> backing = backingRoot();
    long device;
    long inode;
    if (backing.isPresent()) {
      device = number(backing.get().get(0));
      inode = number(backing.get().get(1));
    } else {
      device = ((Number) Files.getAttribute(root, "unix:dev")).longValue();
      inode = ((Number) Files.getAttribute(root, "unix:ino")).longValue();
    }
    return ((Number) Files.getAttribute(deployment, "unix:dev")).longValue() == device
        && ((Number) Files.getAttribute(deployment, "unix:ino")).longValue() == inode;
  }

  /** What is staged. */
  Optional<StagedDeployment> staged() throws IOException {
    try {
      byte[] bytes = Files.readAllBytes(run.resolve("ostree/staged-deployment"));
      return Optional.of(StagedDeployment.parse(bytes));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      throw new Problem(
              DeploymentProblem.SYSROOT_DAMAGED,
              "read " + run.resolve("ostree/staged-deployment"),
              String.valueOf(e.getMessage()),
              "Discard what is staged: ostree admin undeploy 0")
          .exception(e);
    }
  }

  private Optional<List<Variant>> backingRoot() throws IOException {
    try {
      byte[] bytes = Files.readAllBytes(run.resolve("ostree-booted"));
      return bytes.length == 0
          ? Optional.empty()
          : VariantReader.read("a{sv}", bytes)
              .member("backing-root-device-inode")
              .map(Variant::elements);
    } catch (NoSuchFileException | IllegalArgumentException e) {
      // Older versions write nothing, or something else, into it.
      return Optional.empty();
    }
  }

  /** This file alone is in the machine's byte order. */
  private static long number(Variant value) {
    if (value instanceof Variant.Number64(long number)) {
      return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
          ? Long.reverseBytes(number)
          : number;
    }
    throw new IllegalArgumentException("not a number");
  }
}
