package dev.bootferry.deployment.sysroot;

import dev.bootferry.bootloader.entries.BootEntries;
import dev.bootferry.bootloader.entries.BootEntry;
import dev.bootferry.bootloader.entries.OstreeTarget;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.deployment.DeploymentProblem;
import dev.bootferry.deployment.files.KeyFile;
import dev.bootferry.deployment.objects.Checksum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The deployments of a sysroot as its boot entries say, read without ostree: older ones do not
 * print them in a form that programs can read.
 *
 * @param staged what waits for the next boot
 * @param deployments in the order of the boot menu, the default first; without the staged one
 */
public record DeploymentList(Optional<Deployment> staged, List<Deployment> deployments) {
  private static final Pattern NAME = Pattern.compile("([0-9a-f]{64})\\.([0-9]{1,9})");

  public DeploymentList {
    deployments = List.copyOf(deployments);
  }

  /**
   * Reads what a sysroot has.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code boot-entry-invalid}, {@code
   *     sysroot-damaged}
   */
  public static DeploymentList of(Sysroot sysroot) throws IOException {
    return sysroot.booted()
        ? read(sysroot.root(), Path.of("/boot"), Optional.of(RunningSystem.here()))
        : read(sysroot.root());
  }

  /** Reads a sysroot that is not running. */
  public static DeploymentList read(Path root) throws IOException {
    return read(root, root.resolve("boot"), Optional.empty());
  }

  static DeploymentList read(Path root, Path boot, Optional<RunningSystem> running)
      throws IOException {
    List<Deployment> deployments = new ArrayList<>();
    for (BootEntry entry : BootEntries.read(boot)) {
      OstreeTarget target =
          entry
              .target()
              .orElseThrow(
                  () -> damaged(entry, "it has no ostree= of the form that ostree writes"));
      Path directory = resolve(root, entry, target);
      List<String> kargs =
          entry.arguments().stream().filter(o -> !o.startsWith("ostree=")).toList();
      boolean booted = running.isPresent() && running.get().isBooted(directory);
      deployments.add(
          deployment(
              directory,
              target.bootChecksum(),
              kargs,
              booted ? Deployment.State.BOOTED : Deployment.State.PRESENT));
    }
    Optional<Deployment> staged = Optional.empty();
    Optional<StagedDeployment> waiting =
        running.isPresent() ? running.get().staged() : Optional.empty();
    if (waiting.isPresent()) {
      staged = waiting.get().in(root);
    }
    return new DeploymentList(staged, deployments);
  }

  /** The staged one, if any, then the others. */
  public Stream<Deployment> all() {
    return Stream.concat(staged.stream(), deployments.stream());
  }

  public Optional<Deployment> booted() {
    return deployments.stream().filter(d -> d.state() == Deployment.State.BOOTED).findFirst();
  }

  /**
   * Which deployment is meant by going back: the first after the default that is of the same
   * stateroot and not the one that runs; the default itself when another one runs.
   */
  public Optional<Deployment> rollback() {
    Optional<Deployment> booted = booted();
    if (booted.isEmpty()) {
      return deployments.stream().skip(1).findFirst();
    }
    return deployments.stream()
        .filter(d -> d.state() != Deployment.State.BOOTED)
        .filter(d -> d.stateroot().equals(booted.get().stateroot()))
        .findFirst();
  }

  /** Whether another deployment than the one that runs is the default already. */
  public boolean isRollbackQueued() {
    return booted().isPresent()
        && rollback().isPresent()
        && deployments.indexOf(rollback().get()) < deployments.indexOf(booted().get());
  }

  /** Reads one deployment's own files. */
  static Deployment deployment(
      Path directory, String bootcsum, List<String> kargs, Deployment.State state)
      throws IOException {
    Matcher name = NAME.matcher(String.valueOf(directory.getFileName()));
    Path stateroot = directory.resolve("../..").normalize();
    if (!name.matches()) {
      throw new Problem(
              DeploymentProblem.SYSROOT_DAMAGED,
              "read the deployment " + directory,
              "that is no name of a deployment",
              "See ostree admin status for what ostree makes of it.")
          .exception();
    }
    Path originFile = directory.resolveSibling(directory.getFileName() + ".origin");
    KeyFile origin =
        Files.exists(originFile) ? KeyFile.parse(Files.readString(originFile)) : new KeyFile();
    return new Deployment(
        String.valueOf(stateroot.getFileName()),
        new Checksum(name.group(1)),
        Integer.parseInt(name.group(2)),
        bootcsum,
        kargs,
        origin,
        directory,
        state);
  }

  private static Path resolve(Path root, BootEntry entry, OstreeTarget target) throws IOException {
    Path link = root.resolve(target.path());
    try {
      return link.toRealPath();
    } catch (NoSuchFileException e) {
      throw damaged(entry, "its deployment " + link + " is not there");
    }
  }

  private static RuntimeException damaged(BootEntry entry, String why) {
    return new Problem(
            DeploymentProblem.SYSROOT_DAMAGED,
            "read the boot entry " + entry.fileName(),
            why,
            "See ostree admin status for what ostree makes of it.")
        .exception();
  }
}
