package dev.bootferry.deployment.imports;

import dev.bootferry.core.Digest;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.deployment.DeploymentProblem;
import dev.bootferry.deployment.objects.Checksum;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.ImageConfig;
import dev.bootferry.images.set.SetImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides what an import has to do. Pure but for what it is given. */
public final class ImportPlanner {
  private static final String FINAL_DIFF_ID = ImageConfig.FINAL_DIFF_ID;

  private ImportPlanner() {}

  /**
   * Plans.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code encapsulation-invalid}
   */
  public static ImportPlan plan(SetImage image, StoredImages stored) {
    List<Descriptor> descriptors = image.manifest().layers();
    List<Digest> diffIds = image.config().diffIds();
    if (descriptors.isEmpty() || descriptors.size() != diffIds.size()) {
      throw invalid(
          image, "it has " + descriptors.size() + " layers and " + diffIds.size() + " diff-ids");
    }
    int lastOfCommit = lastOfCommit(image);
    List<ImportPlan.Layer> layers = new ArrayList<>();
    for (int i = 0; i < descriptors.size(); i++) {
      String ref = ContainerRefs.layer(descriptors.get(i).digest());
      Digest diffId = diffIds.get(i);
      layers.add(
          new ImportPlan.Layer(
              i,
              descriptors.get(i),
              ref,
              kind(i, lastOfCommit),
              stored.layer(ref).or(() -> stored.layerByDiffId(diffId))));
    }
    return new ImportPlan(present(image, stored), layers);
  }

  /**
   * The same image: by its manifest, or else by its configuration, which names the content of every
   * layer; a manifest only says how they are packed.
   */
  private static Optional<Checksum> present(SetImage image, StoredImages stored) {
    Digest manifest = image.manifest().raw().digest();
    Digest config = image.manifest().config().digest();
    return stored.images().stream()
        .filter(s -> s.metadata().manifestDigest().equals(manifest))
        .findFirst()
        .or(() ->
            stored.images().stream()
                .filter(s -> s.metadata().configDigest().equals(config))
                .findFirst())
        .filter(s ->
            s.metadata().layers().stream()
                .allMatch(l -> stored.layer(ContainerRefs.layer(l.digest())).isPresent()))
        .map(StoredImages.StoredImage::commit);
  }

  private static ImportPlan.Kind kind(int index, int lastOfCommit) {
    if (index > lastOfCommit) {
      return ImportPlan.Kind.FILES;
    }
    return index == 0 ? ImportPlan.Kind.COMMIT : ImportPlan.Kind.OBJECTS;
  }

  /** Index of the last layer of an encapsulated commit; -1 when there is none. */
  private static int lastOfCommit(SetImage image) {
    String label = image.config().labels().get(FINAL_DIFF_ID);
    if (label == null) {
      return -1;
    }
    int index = Digest.tryParse(label).map(d -> image.config().diffIds().indexOf(d)).orElse(-1);
    if (index < 0) {
      throw invalid(image, "its label " + FINAL_DIFF_ID + " names none of its layers");
    }
    return index;
  }

  private static RuntimeException invalid(SetImage image, String why) {
    return new Problem(
            DeploymentProblem.ENCAPSULATION_INVALID,
            "import " + image.reference(),
            why,
            "The image is damaged: build or mirror it again.")
        .exception();
  }
}
