package dev.bootferry.deployment.status;

import dev.bootferry.core.Digest;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.deployment.bound.BoundStore;
import dev.bootferry.deployment.bound.DeployedUnits;
import dev.bootferry.deployment.bound.StoreLocation;
import dev.bootferry.deployment.imports.CommitMetadata;
import dev.bootferry.deployment.objects.CommitObject;
import dev.bootferry.deployment.objects.ObjectStore;
import dev.bootferry.deployment.sysroot.Deployment;
import dev.bootferry.deployment.sysroot.DeploymentList;
import dev.bootferry.images.bound.BoundUnit;
import dev.bootferry.images.reference.TargetReference;
import dev.bootferry.images.storage.StoredImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the status of a system. Changes nothing. */
public final class StatusReader {
  /** Groups of an origin that rpm-ostree writes for local changes. */
  private static final Set<String> LOCAL_CHANGES =
      Set.of("rpmostree", "packages", "overrides", "modules");

  private final Path root;
  private final ObjectStore objects;

  /**
   * Prepares.
   *
   * @param root the physical root
   */
  public StatusReader(Path root) {
    this.root = root;
    this.objects = new ObjectStore(root.resolve("ostree/repo"));
  }

  /** Reads everything. */
  public SystemStatus read(DeploymentList list, boolean readOnly) throws IOException {
    Optional<Deployment> rollback = list.rollback();
    Optional<DeploymentStatus> staged = Optional.empty();
    Optional<DeploymentStatus> booted = Optional.empty();
    Optional<DeploymentStatus> back = Optional.empty();
    List<DeploymentStatus> others = new ArrayList<>();
    for (Deployment deployment : list.all().toList()) {
      DeploymentStatus status = read(deployment);
      if (deployment.isStaged()) {
        staged = Optional.of(status);
      } else if (deployment.state() == Deployment.State.BOOTED) {
        booted = Optional.of(status);
      } else if (rollback.filter(deployment::equals).isPresent()) {
        back = Optional.of(status);
      } else {
        others.add(status);
      }
    }
    return new SystemStatus(staged, booted, back, others, list.isRollbackQueued(), readOnly);
  }

  /** Reads one deployment. */
  public DeploymentStatus read(Deployment deployment) throws IOException {
    boolean incompatible = LOCAL_CHANGES.stream().anyMatch(deployment.origin()::hasGroup);
    Optional<TargetReference> target = incompatible ? Optional.empty() : deployment.target();
    Optional<ImageStatus> image = Optional.empty();
    Optional<ImageStatus> cached = Optional.empty();
    Optional<CommitObject> commit = objects.findCommit(deployment.checksum());
    if (target.isPresent() && commit.isPresent()) {
      image =
          CommitMetadata.of(commit.get())
              .map(m -> ImageStatus.of(target.get(), m.manifestDigest(), m.config()));
      cached =
          CachedUpdate.read(objects, deployment.checksum())
              .map(c -> ImageStatus.of(target.get(), c.digest(), c.config()));
    }
    StoreLocation location = StoreLocation.of(deployment.kargs());
    List<BoundStatus> bound = new ArrayList<>();
    Optional<String> problem = Optional.empty();
    try {
      bound.addAll(bound(deployment, BoundStore.at(location, root)));
    } catch (ProblemException e) {
      problem = Optional.of(e.problem().toString());
    }
    return new DeploymentStatus(deployment, image, cached, incompatible, location, bound, problem);
  }

  private static List<BoundStatus> bound(Deployment deployment, BoundStore store)
      throws IOException {
    List<StoredImage> images = store.images();
    List<BoundStatus> result = new ArrayList<>();
    for (BoundUnit unit : DeployedUnits.read(deployment.directory()).units()) {
      Optional<StoredImage> stored =
          images.stream().filter(i -> i.names().contains(unit.reference())).findFirst();
      result.add(
          new BoundStatus(
              unit.reference(),
              "/" + unit.path(),
              stored.map(StoredImage::id),
              stored.flatMap(StoredImage::digest).map(Digest::toString)));
    }
    return result;
  }
}
