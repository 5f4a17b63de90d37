package dev.bootferry.testing.install;

import dev.bootferry.core.data.Json;
import dev.bootferry.core.progress.Progress;
import dev.bootferry.images.model.Platform;
import dev.bootferry.images.opening.LocalSources;
import dev.bootferry.images.opening.OpenedSet;
import dev.bootferry.images.opening.SetOpener;
import dev.bootferry.images.reference.SourceReference;
import dev.bootferry.images.storage.StorageConfiguration;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.program.Bootferry;
import dev.bootferry.testing.sample.SampleImages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The first version of the sample system with the images that it binds: as one OCI layout, in which
 * each image has the name by which its unit binds it, and as the bundle made from that. No registry
 * is needed, so that runs on the same machine do not meet at its port.
 */
public final class SampleSet {
  /** Names of the base and of the bound images, as the units spell them. */
  public static final String BASE = "127.0.0.1:5000/sample/os:v1";

  public static final String APP = "127.0.0.1:5000/sample/app:latest";

  private static final SystemCommandRunner COMMANDS = new SystemCommandRunner();
  private static final SampleSet ONLY = new SampleSet();

  private final Path layout = RunFolder.path().resolve("layout");
  private final Path bundle = RunFolder.path().resolve("site.tar");
  private final String tool;

  private SampleSet() {
    SampleImages images = new SampleImages(COMMANDS);
    Path toolLayout = images.layout("tool-v1");
    tool = "127.0.0.1:5000/sample/tool@" + digest(toolLayout);
    copy(images.layout("os-v1"), BASE);
    copy(images.layout("app-v1"), APP);
    copy(toolLayout, tool);
    var _ =
        new Bootferry(COMMANDS)
            .run("mirror", "create", "--base", "oci:" + layout + ":" + BASE, bundle.toString());
  }

  /** The bundle; read only. */
  public static Path bundle() {
    return ONLY.bundle;
  }

  /** The layout; read only. */
  public static Path layout() {
    return ONLY.layout;
  }

  /** The name of the image that is bound by its digest. */
  public static String tool() {
    return ONLY.tool;
  }

  /** Opens a bundle as an installation does. */
  public static OpenedSet open(Path bundle) throws IOException {
    return new SetOpener(
            new LocalSources(StorageConfiguration.ofHost(Map.of(), true)),
            Platform.host(),
            2,
            Progress.NONE)
        .openForInstall(SourceReference.parse(bundle.toString()));
  }

  private void copy(Path from, String name) {
    var _ =
        COMMANDS.run(
            Command.of(
                "skopeo",
                "copy",
                "--quiet",
                "--preserve-digests",
                "oci:" + from + ":v1",
                "oci:" + layout + ":" + name));
  }

  private static String digest(Path layout) {
    try {
      byte[] index = Files.readAllBytes(layout.resolve("index.json"));
      return Json.readObject(index, layout.toString()).array("manifests").stream()
          .map(dev.bootferry.core.data.JsonValue.JsonObject.class::cast)
          .findFirst()
          .flatMap(image -> image.string("digest"))
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
