package dev.bootferry.deployment.sysroot;

import dev.bootferry.deployment.variant.Variant;
import dev.bootferry.deployment.variant.VariantReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What ostree keeps of a deployment until the machine shuts down: {@code
 * /run/ostree/staged-deployment}, a variant of type {@code a{sv}}.
 *
 * @param name {@code COMMIT.SERIAL}
 */
record StagedDeployment(
    String name, String stateroot, String bootcsum, List<String> kargs, boolean locked) {
  StagedDeployment {
    kargs = List.copyOf(kargs);
  }

  /**
   * @throws IllegalArgumentException when it is not of that form
   */
  static StagedDeployment parse(byte[] bytes) {
    Variant all = VariantReader.read("a{sv}", bytes);
    Variant target =
        all.member("target")
            .orElseThrow(() -> new IllegalArgumentException("no target in a staged deployment"));
    return new StagedDeployment(
        text(target, "name"),
        text(target, "osname"),
        text(target, "bootcsum"),
        all.member("kargs").map(Variant::elements).orElse(List.of()).stream()
            .map(Variant::text)
            .toList(),
        all.member("locked")
            .filter(v -> v instanceof Variant.Flag flag && flag.value())
            .isPresent());
  }

  private static String text(Variant dictionary, String key) {
    return dictionary
        .member(key)
        .orElseThrow(() -> new IllegalArgumentException("no " + key + " in a staged deployment"))
        .text();
  }

  /** As a deployment of this sysroot; empty when it is no longer there. */
  Optional<Deployment> in(Path root) throws IOException {
    Path directory = root.resolve("ostree/deploy").resolve(stateroot).resolve("deploy/" + name);
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    return Optional.of(
        DeploymentList.deployment(
            directory,
            bootcsum,
            kargs,
            locked ? Deployment.State.STAGED_LOCKED : Deployment.State.STAGED));
  }
}
