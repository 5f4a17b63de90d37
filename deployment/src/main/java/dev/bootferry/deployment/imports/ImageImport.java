package dev.bootferry.deployment.imports;

import dev.bootferry.core.Digest;
import dev.bootferry.core.progress.Progress;
import dev.bootferry.core.work.Workers;
import dev.bootferry.deployment.objects.Checksum;
import dev.bootferry.deployment.objects.CommitObject;
import dev.bootferry.deployment.objects.ObjectType;
import dev.bootferry.deployment.objects.TreeMerge;
import dev.bootferry.deployment.objects.TreeRef;
import dev.bootferry.deployment.sysroot.Sysroot;
import dev.bootferry.images.layer.LayerApplier;
import dev.bootferry.images.layer.LayerStream;
import dev.bootferry.images.layer.OstreeLayerPolicy;
import dev.bootferry.linux.syscall.Descriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Brings an image into the repository of a sysroot, on a new disk and on the running system alike.
 * Only layers that are missing are read. Until the very end nothing refers to the image: a run that
 * fails or is killed leaves layers, which the next run uses.
 */
public final class ImageImport {
  /** Left behind by container builds. */
  private static final Set<String> DROPPED_WHEN_EMPTY =
      Set.of("usr/etc/hostname", "usr/etc/resolv.conf");

  /** Layers at once: decompressing one takes a core. */
  private static final int JOBS = 2;

  private final Sysroot sysroot;
  private final String importer;

  /**
   * Prepares.
   *
   * @param importer name and version of this program, noted in the commit
   */
  public ImageImport(Sysroot sysroot, String importer) {
    this.sysroot = sysroot;
    this.importer = importer;
  }

  /** What there is to do. */
  public ImportPlan plan(ImportRequest request) throws IOException {
    return ImportPlanner.plan(request.image(), StoredImages.read(sysroot));
  }

  /**
   * Imports.
   *
   * @throws dev.bootferry.core.problem.ProblemException what reading and applying layers says,
   *     {@code command-failed}, {@code encapsulation-invalid}, {@code selinux-policy-invalid}
   */
  public ImportedImage run(ImportRequest request, Progress progress) throws IOException {
    ImportPlan plan = plan(request);
    String ref = request.target().imageRef();
    if (plan.present().isPresent()) {
      sysroot.refs().set(ref, plan.present().get());
      return new ImportedImage(plan.present().get(), true);
    }
    try (RepositoryLock _ = RepositoryLock.shared(sysroot);
        Staging staging = Staging.create(sysroot)) {
      Optional<BaseImport.Base> base =
          new BaseImport(sysroot, staging).run(request, plan, progress);
      LayerFolders folders =
          new LayerFolders(sysroot, staging, plan, base.map(BaseImport.Base::commit));
      apply(request, plan, folders, policyOfLayers(base), progress);
      LayerCommits commits =
          new LayerCommits(
              sysroot, LabelPolicy.collect(request.tree(), folders, staging.newFolder("policy")));
      Map<Integer, Checksum> layers = new TreeMap<>(commit(plan, folders, commits, progress));
      List<TreeRef> trees = new ArrayList<>();
      if (base.isPresent()) {
        trees.add(commits.baseTree(base.get().commit(), folders));
      }
      for (Checksum layer : layers.values()) {
        trees.add(sysroot.objects().commit(layer).root());
      }
      Checksum commit = merge(request, base.map(BaseImport.Base::commit), trees);
      base.ifPresent(b -> layers.putAll(b.layers()));
      force();
      for (ImportPlan.Layer layer : plan.layers()) {
        sysroot.refs().set(layer.ref(), Objects.requireNonNull(layers.get(layer.index())));
      }
      sysroot.refs().set(ref, commit);
      new LayerRecordFiles(sysroot).keep(request.tree().layerRecords());
      return new ImportedImage(commit, false);
    }
  }

  /** Which names of the layers are taken: those on a commit may be fewer. */
  private OstreeLayerPolicy policyOfLayers(Optional<BaseImport.Base> base) throws IOException {
    return base.isEmpty()
        ? new OstreeLayerPolicy()
        : new OstreeLayerPolicy(true, base.get().changesRoot());
  }

  private void apply(
      ImportRequest request,
      ImportPlan plan,
      LayerFolders folders,
      OstreeLayerPolicy policy,
      Progress progress)
      throws IOException {
    List<ImportPlan.Layer> missing =
        plan.missing().stream().filter(l -> l.kind() == ImportPlan.Kind.FILES).toList();
    long bytes = missing.stream().mapToLong(l -> l.descriptor().size()).sum();
    try (Progress.Stage stage = progress.stage("unpacking layers", bytes)) {
      List<Workers.Task> work = new ArrayList<>();
      for (ImportPlan.Layer layer : missing) {
        work.add(() -> {
          try {
            Path folder = folders.create(layer.index());
            Digest diffId = request.image().config().diffIds().get(layer.index());
            try (LayerStream stream =
                LayerStream.open(
                    request.blobs(),
                    layer.descriptor(),
                    diffId,
                    request.image().reference(),
                    stage)) {
              new LayerApplier(policy, folders.below(layer.index()))
                  .withoutTimes()
                  .apply(stream, folder);
            }
            folders.done(layer.index(), folder);
          } catch (Throwable e) {
            folders.failed(layer.index(), e);
            throw e;
          }
        });
      }
      Workers.run("import", JOBS, work);
    }
  }

  private static Map<Integer, Checksum> commit(
      ImportPlan plan, LayerFolders folders, LayerCommits commits, Progress progress)
      throws IOException {
    Map<Integer, Checksum> layers = new ConcurrentHashMap<>();
    try (Progress.Stage _ = progress.stage("committing layers", Progress.UNKNOWN)) {
      List<Workers.Task> work = new ArrayList<>();
      for (ImportPlan.Layer layer : plan.layers(ImportPlan.Kind.FILES)) {
        work.add(() -> {
          layers.put(
              layer.index(),
              layer.present().isPresent()
                  ? commits.reuse(layer, layer.present().get(), folders)
                  : commits.consume(layer.ref(), folders.get(layer.index())));
        });
      }
      Workers.run("import", JOBS, work);
    }
    return layers;
  }

  private Checksum merge(ImportRequest request, Optional<Checksum> base, List<TreeRef> trees)
      throws IOException {
    TreeRef root = new TreeMerge(sysroot.objects(), DROPPED_WHEN_EMPTY).merge(trees);
    CommitObject commit =
        CommitObject.of(
            CommitMetadata.texts(request.image(), importer),
            base,
            CommitMetadata.timestamp(request.image(), Instant.now()),
            root);
    return sysroot.objects().write(ObjectType.COMMIT, commit.bytes());
  }

  /** What the refs are about to name must be on the disk first. */
  private void force() throws IOException {
    try (Descriptor repository = Descriptor.open(sysroot.repository(), Descriptor.READ_ONLY)) {
      repository.syncFileSystem();
    }
  }
}
