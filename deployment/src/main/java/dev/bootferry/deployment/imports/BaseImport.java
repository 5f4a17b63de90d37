package dev.bootferry.deployment.imports;

import dev.bootferry.core.Digest;
import dev.bootferry.core.progress.Progress;
import dev.bootferry.core.work.Workers;
import dev.bootferry.deployment.encapsulated.EncapsulatedCommit;
import dev.bootferry.deployment.encapsulated.LayerObjects;
import dev.bootferry.deployment.encapsulated.ObjectLayer;
import dev.bootferry.deployment.objects.Checksum;
import dev.bootferry.deployment.objects.FileObjectWriter;
import dev.bootferry.deployment.objects.ObjectStore;
import dev.bootferry.deployment.objects.TreeLookup;
import dev.bootferry.deployment.sysroot.Sysroot;
import dev.bootferry.images.facts.PrepareRoot;
import dev.bootferry.images.layer.LayerStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Imports the lower layers of an image that encapsulates an ostree commit. */
final class BaseImport {
  /** As in {@link ImageImport}. */
  private static final int JOBS = 2;

  private static final List<String> CONFIGURATION =
      List.of(
          "etc/ostree/prepare-root.conf",
          "usr/etc/ostree/prepare-root.conf",
          "usr/lib/ostree/prepare-root.conf");

  private final Sysroot sysroot;
  private final Staging staging;

  BaseImport(Sysroot sysroot, Staging staging) {
    this.sysroot = sysroot;
    this.staging = staging;
  }

  /**
   * The commit, in the repository.
   *
   * @param layers the commit of each layer, by its index: the encapsulated one for the first, and
   *     for others one that keeps their objects
   * @param changesRoot whether layers on it may have top-level names of their own
   */
  record Base(Checksum commit, Map<Integer, Checksum> layers, boolean changesRoot) {
    Base {
      layers = Map.copyOf(layers);
    }
  }

  /**
   * Imports what is missing; empty when the image encapsulates nothing.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code encapsulation-invalid}, and what
   *     reading layers says
   */
  Optional<Base> run(ImportRequest request, ImportPlan plan, Progress progress) throws IOException {
    List<ImportPlan.Layer> layers = plan.layers(ImportPlan.Kind.COMMIT, ImportPlan.Kind.OBJECTS);
    if (layers.isEmpty()) {
      return Optional.empty();
    }
    Map<Integer, Checksum> commits = new HashMap<>();
    List<ImportPlan.Layer> missing = new ArrayList<>();
    for (ImportPlan.Layer layer : layers) {
      layer.present().ifPresentOrElse(c -> commits.put(layer.index(), c), () -> missing.add(layer));
    }
    Map<Integer, LayerObjects> read = read(request, missing, progress);
    ObjectStore objects = sysroot.objects();
    // The commit comes last: then all that it names is there.
    for (ImportPlan.Layer layer : missing.reversed()) {
      LayerObjects found = Optional.ofNullable(read.get(layer.index())).orElseThrow();
      commits.put(
          layer.index(),
          found.commit().isPresent()
              ? EncapsulatedCommit.store(objects, found.commit().get(), request.image().reference())
              : EncapsulatedCommit.storeLayer(objects, found.files()));
    }
    Checksum base = Optional.ofNullable(commits.get(0)).orElseThrow();
    return Optional.of(new Base(base, commits, changesRoot(base)));
  }

  private Map<Integer, LayerObjects> read(
      ImportRequest request, List<ImportPlan.Layer> missing, Progress progress) throws IOException {
    Map<Integer, LayerObjects> read = new ConcurrentHashMap<>();
    long bytes = missing.stream().mapToLong(l -> l.descriptor().size()).sum();
    try (Progress.Stage stage = progress.stage("importing objects", bytes)) {
      List<Workers.Task> work = new ArrayList<>();
      for (ImportPlan.Layer layer : missing) {
        work.add(() -> {
          Path temporary = staging.newFolder("objects-" + layer.index());
          Digest diffId = request.image().config().diffIds().get(layer.index());
          try (FileObjectWriter writer = new FileObjectWriter(sysroot.objects(), temporary);
              LayerStream stream =
                  LayerStream.open(
                      request.blobs(),
                      layer.descriptor(),
                      diffId,
                      request.image().reference(),
                      stage)) {
            read.put(
                layer.index(),
                ObjectLayer.read(
                    stream, sysroot.objects(), writer, layer.kind() == ImportPlan.Kind.COMMIT));
          }
        });
      }
      Workers.run("import", JOBS, work);
    }
    return read;
  }

  /** As bootc decides it: when / is an overlay or composefs image at boot. */
  private boolean changesRoot(Checksum base) throws IOException {
    TreeLookup tree = new TreeLookup(sysroot.objects(), sysroot.objects().commit(base).root());
    for (String path : CONFIGURATION) {
      Optional<byte[]> content = tree.read(path);
      if (content.isPresent()) {
        PrepareRoot read = PrepareRoot.parse(new String(content.get(), StandardCharsets.UTF_8));
        return read.rootTransient() || read.composefs() != PrepareRoot.Composefs.NO;
      }
    }
    return false;
  }
}
