package dev.bootferry.deployment.imports;

import dev.bootferry.deployment.objects.Checksum;
import dev.bootferry.deployment.sysroot.Sysroot;
import dev.bootferry.images.layer.LowerFiles;
import dev.bootferry.images.layer.LowerLayer;
import dev.bootferry.images.layer.LowerLayers;
import dev.bootferry.images.layer.StagedLayer;
import dev.bootferry.linux.files.FileLocation;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/**
 * Each layer as a folder: those being imported as they are applied, those that the repository has
 * as hard links into it, made only for who labels them anew. Thread-safe.
 *
 * <p>Who asks for a layer that is still being applied waits for it. That ends, since layers are
 * begun from the lowest and each asks only for lower ones.
 */
final class LayerFolders {
  private final Sysroot sysroot;
  private final Staging staging;
  private final Map<Integer, CompletableFuture<Path>> applied = new ConcurrentHashMap<>();
  private final Map<Integer, Checksum> present = new ConcurrentHashMap<>();
  private final Map<Integer, Path> checkedOut = new ConcurrentHashMap<>();

  /** Where a layer names objects of the encapsulated commit. */
  private static final String OBJECTS = "sysroot/ostree/repo/objects/";

  /** Key of the folder that the layers of an encapsulated commit have in common. */
  private static final int BASE = -1;

  private final Set<Integer> ofBase = new HashSet<>();

  /**
   * Prepares.
   *
   * @param base the encapsulated commit, when the lower layers are one: each of them has the
   *     commit's whole folder then
   */
  LayerFolders(Sysroot sysroot, Staging staging, ImportPlan plan, Optional<Checksum> base) {
    this.sysroot = sysroot;
    this.staging = staging;
    base.ifPresent(commit -> present.put(BASE, commit));
    for (ImportPlan.Layer layer : plan.layers()) {
      if (layer.kind() != ImportPlan.Kind.FILES) {
        ofBase.add(layer.index());
      } else if (layer.present().isPresent()) {
        present.put(layer.index(), layer.present().get());
      } else {
        applied.put(layer.index(), new CompletableFuture<>());
      }
    }
  }

  /** Where a layer is to be applied. */
  Path create(int layer) throws IOException {
    return staging.newFolder("layer-" + layer);
  }

  /** The layer is there. */
  void done(int layer, Path folder) {
    future(layer).complete(folder);
  }

  /** It will never be there: ends the waiting of others. */
  void failed(int layer, Throwable cause) {
    future(layer).completeExceptionally(cause);
  }

  /** The folder of the encapsulated commit, for who labels it anew. */
  Path base() throws IOException {
    return get(BASE);
  }

  Path get(int index) throws IOException {
    int layer = ofBase.contains(index) ? BASE : index;
    Checksum commit = present.get(layer);
    if (commit != null) {
      return checkOut(layer, commit);
    }
    try {
      return future(layer).get();
    } catch (ExecutionException e) {
      throw new IOException("layer " + layer + " could not be applied", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a lower layer");
    }
  }

  /** What is below a layer; for the thread that applies it. */
  LowerFiles below(int layer) {
    return new LowerFiles() {
      private Optional<LowerFiles> lower = Optional.empty();

      @Override
      public Optional<FileLocation> find(String path) throws IOException {
        if (path.startsWith(OBJECTS)) {
          return object(path.substring(OBJECTS.length()));
        }
        if (lower.isEmpty()) {
          lower = Optional.of(lowerLayers(layer));
        }
        return lower.get().find(path);
      }
    };
  }

  private LowerFiles lowerLayers(int layer) throws IOException {
    Path scratch = staging.newFolder("below-" + layer);
    Map<Integer, LowerLayer> layers = new LinkedHashMap<>();
    for (int i = 0; i < layer; i++) {
      int key = ofBase.contains(i) ? BASE : i;
      Checksum commit = present.get(key);
      layers.put(
          key,
          commit == null
              ? new StagedLayer(get(key))
              : new CommittedLayer(sysroot, commit, scratch));
    }
    return new LowerLayers(List.copyOf(layers.values()));
  }

  /** A file of an encapsulated commit, by the name that its layer has for the object. */
  private Optional<FileLocation> object(String path) {
    if (ofBase.isEmpty() || !path.endsWith(".file")) {
      return Optional.empty();
    }
    FileLocation location = new FileLocation(sysroot.repository(), "objects/" + path);
    return Files.exists(
            sysroot.repository().resolve("objects").resolve(path), LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(location)
        : Optional.empty();
  }

  private synchronized Path checkOut(int layer, Checksum commit) {
    return checkedOut.computeIfAbsent(
        layer,
        index -> {
          Path folder = staging.resolve("present-" + index);
          sysroot.repo("checkout", List.of("--require-hardlinks", commit.hex(), folder.toString()));
          return folder;
        });
  }

  private CompletableFuture<Path> future(int layer) {
    return java.util.Objects.requireNonNull(applied.get(layer), "a layer of the plan");
  }
}
