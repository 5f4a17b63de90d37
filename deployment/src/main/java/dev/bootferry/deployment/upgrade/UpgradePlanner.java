package dev.bootferry.deployment.upgrade;

import dev.bootferry.core.Digest;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.deployment.DeploymentProblem;
import dev.bootferry.deployment.bound.BoundStore;
import dev.bootferry.deployment.bound.DeployedUnits;
import dev.bootferry.deployment.bound.StoreLocation;
import dev.bootferry.deployment.bound.StorePlan;
import dev.bootferry.deployment.files.InRoot;
import dev.bootferry.deployment.imports.CommitMetadata;
import dev.bootferry.deployment.imports.ImportPlan;
import dev.bootferry.deployment.imports.ImportPlanner;
import dev.bootferry.deployment.imports.StoredImages;
import dev.bootferry.deployment.sysroot.Deployment;
import dev.bootferry.deployment.sysroot.DeploymentList;
import dev.bootferry.deployment.sysroot.Sysroot;
import dev.bootferry.images.facts.ImageFacts;
import dev.bootferry.images.facts.OsRelease;
import dev.bootferry.images.model.Platform;
import dev.bootferry.images.reference.TargetReference;
import dev.bootferry.images.set.ImageSet;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.storage.StoredImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Decides what an upgrade does, and refuses what cannot be done. Changes nothing. */
public final class UpgradePlanner {
  private final BootedSystem system;

  public UpgradePlanner(BootedSystem system) {
    this.system = system;
  }

  /**
   * Plans.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code architecture-mismatch}, {@code
   *     other-system}, {@code ostree-too-old}, {@code bound-name-conflict}, {@code space-missing},
   *     {@code sysroot-damaged}, {@code karg-not-carriable}, {@code kargs-too-long}, {@code
   *     title-not-carriable}
   */
  public UpgradePlan plan(UpgradeRequest request) throws IOException {
    ImageSet set = request.set().set();
    ImageFacts.requirePlatform(set.base(), Platform.host());
    Sysroot sysroot = system.sysroot();
    DeploymentList deployments = system.deployments();
    Deployment booted = system.booted();
    requireSameSystem(request, booted);
    requireOstree(request, sysroot);
    TargetReference origin = booted.target().orElseThrow(() -> noOrigin(booted));

    ImportPlan base = ImportPlanner.plan(set.base(), StoredImages.read(sysroot));
    StorePlan stores = stores(set.bound(), booted, deployments);
    requireSystemd(request, stores);
    List<String> kargs = kargs(request, booted, stores.location());
    CarriedByGrub.demand(sysroot.root(), kargs, request.facts().osRelease().prettyName());
    UpgradeSpace space = SpaceCheck.needed(request, base, stores);
    boolean nothingToDo = isThere(set, sysroot, deployments, kargs);
    if (!nothingToDo) {
      SpaceCheck.check(space, sysroot.root(), Path.of("/boot"), system.host());
    }
    return new UpgradePlan(
        request,
        booted,
        origin,
        base,
        stores,
        kargs,
        space,
        deployments.staged().stream().toList(),
        nothingToDo);
  }

  private StorePlan stores(List<SetImage> bound, Deployment booted, DeploymentList deployments)
      throws IOException {
    Path root = system.sysroot().root();
    StoreLocation from = StoreLocation.of(booted.kargs());
    Set<String> needed = new TreeSet<>();
    for (Deployment deployment : deployments.all().toList()) {
      if (StoreLocation.of(deployment.kargs()).equals(from)) {
        needed.addAll(DeployedUnits.read(deployment.directory()).references());
      }
    }
    try {
      return StorePlan.of(
          from,
          BoundStore.at(from, root).images(),
          bound,
          needed,
          location -> imagesOf(BoundStore.at(location, root)));
    } catch (UncheckedIOException e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    }
  }

  private static List<StoredImage> imagesOf(BoundStore store) {
    try {
      return store.images();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> kargs(
      UpgradeRequest request, Deployment booted, StoreLocation location) throws IOException {
    String architecture = DeployedKargs.architecture();
    List<String> kargs =
        new ArrayList<>(
            KargMerge.merge(
                booted.kargs(),
                DeployedKargs.read(booted.directory(), architecture),
                request.facts().kargs(architecture),
                request.facts().kargsFolder()));
    kargs.removeIf(StoreLocation::isStoreKarg);
    location.karg().ifPresent(kargs::add);
    return kargs;
  }

  /** Whether what boots next is this very set already. */
  private static boolean isThere(
      ImageSet set, Sysroot sysroot, DeploymentList deployments, List<String> kargs)
      throws IOException {
    Optional<Deployment> next = deployments.all().findFirst();
    if (next.isEmpty() || !StoreLocation.of(next.get().kargs()).equals(StoreLocation.of(kargs))) {
      return false;
    }
    Digest config = set.base().manifest().config().digest();
    boolean sameBase =
        CommitMetadata.of(sysroot.objects().commit(next.get().checksum()))
            .filter(m -> m.configDigest().equals(config))
            .isPresent();
    BoundStore store = BoundStore.at(StoreLocation.of(next.get().kargs()), sysroot.root());
    for (SetImage image : set.bound()) {
      if (!store.holds(image)) {
        return false;
      }
    }
    return sameBase;
  }

  private static void requireSameSystem(UpgradeRequest request, Deployment booted)
      throws IOException {
    Optional<Path> file = InRoot.resolve(booted.directory(), "usr/lib/os-release");
    if (file.isEmpty()) {
      return;
    }
    String present = OsRelease.parse(Files.readString(file.get())).id();
    String other = request.facts().osRelease().id();
    if (!present.equals(other)) {
      throw new Problem(
              DeploymentProblem.OTHER_SYSTEM,
              "upgrade this machine to " + request.set().set().base().reference(),
              "the machine runs '" + present + "', the image is '" + other + "' (ID in os-release)",
              "Give a bundle of the same system; another system is installed, not upgraded to.")
          .exception();
    }
  }

  /** The ostree that runs makes the new deployment too. */
  private static void requireOstree(UpgradeRequest request, Sysroot sysroot) {
    boolean composefs = request.facts().prepareRoot().composefs().isRequired();
    if (composefs && !sysroot.ostree().makesComposefs()) {
      throw new Problem(
              DeploymentProblem.OSTREE_TOO_OLD,
              "upgrade this machine to " + request.set().set().base().reference(),
              "the image enables composefs, which " + sysroot.ostree() + " cannot make",
              "Upgrade to a version first whose ostree can and which does not enable it yet.")
          .exception();
    }
  }

  private static void requireSystemd(UpgradeRequest request, StorePlan stores) {
    OptionalInt systemd = SystemdVersion.find(request.tree());
    if (stores.location().karg().isEmpty()
        || (systemd.isPresent() && systemd.getAsInt() >= StoreLocation.SYSTEMD)) {
      return;
    }
    throw new Problem(
            DeploymentProblem.BOUND_NAME_CONFLICT,
            "bind " + String.join(", ", stores.conflicts()),
            "the running version binds another image by the same name, and the new one's systemd"
                + (systemd.isPresent() ? " (" + systemd.getAsInt() + ")" : "")
                + " is older than "
                + StoreLocation.SYSTEMD
                + ", which could keep them apart",
            "Bind these images by digest (NAME@sha256:...) in the image, and mirror it again.")
        .exception();
  }

  private static RuntimeException noOrigin(Deployment booted) {
    return new Problem(
            DeploymentProblem.OTHER_SYSTEM,
            "upgrade this machine",
            "its deployment " + booted.name() + " was not made from a container image",
            "Install the machine from the image first, or bring it there with bootc switch.")
        .exception();
  }
}
