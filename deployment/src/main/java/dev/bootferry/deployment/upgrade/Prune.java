package dev.bootferry.deployment.upgrade;

import dev.bootferry.deployment.bound.BoundStore;
import dev.bootferry.deployment.bound.DeployedUnits;
import dev.bootferry.deployment.bound.StoreLocation;
import dev.bootferry.deployment.bound.StoreWriter;
import dev.bootferry.deployment.files.FileTree;
import dev.bootferry.deployment.imports.CommitMetadata;
import dev.bootferry.deployment.imports.ContainerRefs;
import dev.bootferry.deployment.imports.LayerRecordFiles;
import dev.bootferry.deployment.imports.Staging;
import dev.bootferry.deployment.objects.Checksum;
import dev.bootferry.deployment.objects.CommitObject;
import dev.bootferry.deployment.objects.Refs;
import dev.bootferry.deployment.sysroot.Deployment;
import dev.bootferry.deployment.sysroot.DeploymentList;
import dev.bootferry.deployment.sysroot.Sysroot;
import dev.bootferry.images.storage.StoredImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Removes what no deployment needs: images, layers, objects, bound images and their stores. */
public final class Prune {
  private final BootedSystem system;

  public Prune(BootedSystem system) {
    this.system = system;
  }

  /**
   * What was removed.
   *
   * @param images refs of images
   * @param layers refs of layers
   * @param boundImages by their names, or ids where they have none
   * @param stores folders
   */
  public record Pruned(
      List<String> images, List<String> layers, List<String> boundImages, List<Path> stores) {
    public Pruned {
      images = List.copyOf(images);
      layers = List.copyOf(layers);
      boundImages = List.copyOf(boundImages);
      stores = List.copyOf(stores);
    }
  }

  /** Prunes. What any deployment needs stays: booted, staged, pinned, or only kept. */
  public Pruned run() throws IOException {
    try (BootedSystem.Writing writing = system.write()) {
      return run(writing);
    }
  }

  /**
   * Prunes while the system is open for writing.
   *
   * @param writing open, and left so
   */
  Pruned run(BootedSystem.Writing writing) throws IOException {
    writing.requireOpen();
    return prune(system.sysroot(), system.deployments());
  }

  private Pruned prune(Sysroot sysroot, DeploymentList deployments) throws IOException {
    // Read before anything is removed: units that cannot be read keep everything.
    Map<StoreLocation, Set<String>> needed = neededNames(deployments);
    List<String> images = pruneImages(sysroot, deployments);
    List<String> layers = pruneLayers(sysroot, deployments);
    new LayerRecordFiles(sysroot).prune();
    sysroot.repo("prune", List.of("--refs-only", "--depth=0"));
    List<Path> stores = pruneStores(sysroot.root(), needed.keySet());
    List<String> boundImages = new ArrayList<>();
    for (Map.Entry<StoreLocation, Set<String>> store : needed.entrySet()) {
      boundImages.addAll(
          pruneStore(BoundStore.at(store.getKey(), sysroot.root()), store.getValue()));
    }
    return new Pruned(images, layers, boundImages, stores);
  }

  /** The names that deployments need, by store; the common store is always among them. */
  static Map<StoreLocation, Set<String>> neededNames(DeploymentList deployments)
      throws IOException {
    Map<StoreLocation, Set<String>> needed =
        new TreeMap<>(java.util.Comparator.comparing(StoreLocation::toString));
    needed.put(StoreLocation.common(), new TreeSet<>());
    for (Deployment deployment : deployments.all().toList()) {
      needed
          .computeIfAbsent(StoreLocation.of(deployment.kargs()), _ -> new TreeSet<>())
          .addAll(DeployedUnits.read(deployment.directory()).references());
    }
    return needed;
  }

  private static List<String> pruneImages(Sysroot sysroot, DeploymentList deployments)
      throws IOException {
    Set<String> followed = new HashSet<>();
    deployments.all().forEach(d -> d.target().ifPresent(t -> followed.add(t.imageRef())));
    return removeOthers(sysroot.refs(), ContainerRefs.IMAGES, followed);
  }

  private static List<String> pruneLayers(Sysroot sysroot, DeploymentList deployments)
      throws IOException {
    Set<Checksum> commits = new HashSet<>(sysroot.refs().list(ContainerRefs.IMAGES).values());
    deployments.all().forEach(d -> commits.add(d.checksum()));
    Set<String> needed = new HashSet<>();
    for (Checksum checksum : commits) {
      Optional<CommitObject> commit = sysroot.objects().findCommit(checksum);
      if (commit.isPresent()) {
        CommitMetadata.of(commit.get())
            .ifPresent(
                m -> m.layers().forEach(layer -> needed.add(ContainerRefs.layer(layer.digest()))));
      }
    }
    return removeOthers(sysroot.refs(), ContainerRefs.LAYERS, needed);
  }

  private static List<String> removeOthers(Refs refs, String prefix, Set<String> kept)
      throws IOException {
    List<String> removed = new ArrayList<>();
    for (String ref : refs.list(prefix).keySet()) {
      if (!kept.contains(ref)) {
        refs.remove(ref);
        removed.add(ref);
      }
    }
    return removed;
  }

  private static List<Path> pruneStores(Path root, Set<StoreLocation> used) throws IOException {
    Path folder = StoreLocation.ownStores(root);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    Set<Path> kept = new HashSet<>();
    used.forEach(location -> kept.add(location.below(root)));
    List<Path> removed;
    try (Stream<Path> stores = Files.list(folder)) {
      removed = stores.filter(store -> !kept.contains(store)).sorted().toList();
    }
    for (Path store : removed) {
      FileTree.delete(store);
    }
    return removed;
  }

  private List<String> pruneStore(BoundStore store, Set<String> needed) throws IOException {
    List<StoredImage> garbage =
        store.images().stream()
            .filter(image -> image.names().stream().noneMatch(needed::contains))
            .toList();
    if (garbage.isEmpty()) {
      return List.of();
    }
    List<String> removed = new ArrayList<>();
    try (Staging staging = Staging.create(system.sysroot())) {
      StoreWriter writer = new StoreWriter(system.host(), staging.newFolder("images"));
      for (StoredImage image : garbage) {
        writer.remove(store, image);
        removed.add(image.names().stream().findFirst().orElse(image.id()));
      }
    }
    return removed;
  }
}
