package dev.bootferry.cli.render;

import dev.bootferry.cli.usecase.InspectedBundle;
import dev.bootferry.core.ByteSize;
import dev.bootferry.images.bundle.VerifyReport;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.set.SetImage;
import java.util.List;
import java.util.stream.Collectors;

/** Bundles for people. */
public final class BundleText {
  private BundleText() {}

  /** What is in a bundle: the set, its images, their layers. */
  public static String of(InspectedBundle bundle) {
    SetSharing sharing = new SetSharing(bundle.set());
    long images = bundle.set().images().count();
    StringBuilder text = new StringBuilder(bundle.name()).append('\n');
    line(text, 1, "id", bundle.id().toString());
    line(text, 1, "platform", bundle.set().base().platform().toString());
    String saved =
        sharing.savedBytes() == 0
            ? ""
            : "; " + size(sharing.savedBytes()) + " saved by sharing between images";
    line(
        text,
        1,
        "content",
        count(images, "image")
            + ", "
            + count(sharing.blobs(), "blob")
            + ", "
            + size(sharing.bytes())
            + saved);
    bundle.set().images().forEach(image -> append(text, image, sharing));
    return text.toString();
  }

  private static void append(StringBuilder text, SetImage image, SetSharing sharing) {
    text.append('\n')
        .append(image.role().text())
        .append(' ')
        .append(image.reference())
        .append('\n');
    line(text, 1, "digest", image.resolved().toString());
    if (!image.resolved().equals(image.manifest().raw().digest())) {
      line(text, 1, "manifest", image.manifest().raw().digest().toString());
    }
    image.pulledAs().ifPresent(digest -> line(text, 1, "pulled as", digest.toString()));
    line(text, 1, "config", image.manifest().config().digest().toString());
    image.config().version().ifPresent(version -> line(text, 1, "version", version));
    image.config().created().ifPresent(created -> line(text, 1, "created", created));
    List<Descriptor> layers = image.manifest().layers();
    long shared = sharing.sharedBytes(image);
    line(
        text,
        1,
        "layers",
        layers.size()
            + ", "
            + size(image.layerBytes())
            + (shared == 0
                ? ""
                : "; "
                    + size(shared)
                    + " shared with "
                    + String.join(", ", sharing.sharedWith(image))));
    for (Descriptor layer : layers) {
      text.append(String.format("    %s  %10s", layer.digest(), size(layer.size())))
          .append(sharing.isShared(layer.digest()) ? "  shared" : "")
          .append('\n');
    }
  }

  /** What was checked of a bundle in which nothing is wrong. */
  public static String sound(VerifyReport report) {
    return report.name()
        + " is sound: "
        + count(report.images().size(), "image")
        + ", "
        + count(report.blobs(), "blob")
        + ", "
        + size(report.bytes())
        + " hashed\n";
  }

  /** What is wrong with a bundle, each damage on a line. */
  public static String damages(VerifyReport report) {
    return "it is damaged in "
        + count(report.damages().size(), "place")
        + report.damages().stream().map(d -> "\n" + d).collect(Collectors.joining());
  }

  private static void line(StringBuilder text, int depth, String name, String value) {
    text.append("  ".repeat(depth)).append(String.format("%-10s", name)).append(value).append('\n');
  }

  private static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  private static String size(long bytes) {
    return new ByteSize(bytes).toString();
  }
}
