package dev.bootferry.cli.render;

import static dev.bootferry.cli.render.Lines.count;
import static dev.bootferry.cli.render.Lines.size;

import dev.bootferry.cli.usecase.InspectedBundle;
import dev.bootferry.images.bundle.VerifyReport;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.mirror.MirrorResult;
import java.util.stream.Collectors;

/** Bundles for people. */
public final class BundleText {
  private BundleText() {}

  /** What is in a bundle: the set, its images, their layers. */
  public static String of(InspectedBundle bundle) {
    SetSharing sharing = new SetSharing(bundle.set());
    String saved =
        sharing.savedBytes() == 0
            ? ""
            : "; " + size(sharing.savedBytes()) + " saved by sharing between images";
    Lines lines =
        new Lines()
            .heading(bundle.name())
            .value("id", bundle.id())
            .value("platform", bundle.set().base().platform())
            .value(
                "content",
                count(bundle.set().images().count(), "image")
                    + ", "
                    + count(sharing.layers(), "layer")
                    + ", "
                    + size(sharing.bytes())
                    + saved);
    bundle.set().images().forEach(image -> append(lines, image, sharing));
    return lines.toString();
  }

  private static void append(Lines lines, SetImage image, SetSharing sharing) {
    lines.heading(image.role().text() + " " + image.reference());
    lines.value("digest", image.resolved());
    if (!image.resolved().equals(image.manifest().raw().digest())) {
      lines.value("manifest", image.manifest().raw().digest());
    }
    lines.value("pulled as", image.pulledAs());
    lines.value("config", image.manifest().config().digest());
    lines.value("version", image.config().version());
    lines.value("created", image.config().created());
    long shared = sharing.sharedBytes(image);
    lines.value(
        "layers",
        image.manifest().layers().size()
            + ", "
            + size(image.layerBytes())
            + (shared == 0
                ? ""
                : "; "
                    + size(shared)
                    + " shared with "
                    + String.join(", ", sharing.sharedWith(image))));
    for (Descriptor layer : image.manifest().layers()) {
      lines.detail(
          String.format("%s  %10s", layer.digest(), size(layer.size()))
              + (sharing.isShared(layer.digest()) ? "  shared" : ""));
    }
  }

  /** A bundle that has been made, and what would not start from it. */
  public static String made(MirrorResult result) {
    SetSharing sharing = new SetSharing(result.set());
    Lines lines =
        new Lines()
            .heading(
                result.output()
                    + ": "
                    + count(result.set().images().count(), "image")
                    + ", "
                    + count(sharing.layers(), "layer")
                    + ", "
                    + size(result.bytes()))
            .value("id", result.id());
    result
        .set()
        .images()
        .forEach(image -> {
          lines.value(image.role().text(), image.reference());
          lines.detail("        " + image.resolved());
        });
    result.findings().forEach(finding -> lines.value("warning", finding));
    return lines.toString();
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
}
