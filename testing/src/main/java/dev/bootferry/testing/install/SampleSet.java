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
import java.util.concurrent.ConcurrentHashMap;

/**
 * A version of the sample system with the images that it binds: as one OCI layout, in which each
 * image has the name by which its unit binds it, and as the bundle made from that. No registry is
 * needed, so that runs on the same machine do not meet at its port. Where no version is said, it is
 * the first.
 */
public final class SampleSet {
  /** Names of the base and of the bound images, as the units spell them. */
  public static final String BASE = "127.0.0.1:5000/sample/os:v1";

  public static final String APP = "127.0.0.1:5000/sample/app:latest";

  private static final SystemCommandRunner COMMANDS = new SystemCommandRunner();
  private static final Map<String, SampleSet> MADE = new ConcurrentHashMap<>();

  private final String version;
  private final Path layout;
  private final Path bundle;
  private final String tool;

  private SampleSet(String version) {
    this.version = version;
    this.layout = RunFolder.path().resolve("layout-" + version);
    this.bundle = RunFolder.path().resolve("site-" + version + ".tar");
    SampleImages images = new SampleImages(COMMANDS);
    Path toolLayout = images.layout("tool-" + version);
    String base = BASE.substring(0, BASE.lastIndexOf(':') + 1) + version;
    tool = "127.0.0.1:5000/sample/tool@" + digest(toolLayout);
    copy(images.layout("os-" + version), base);
    copy(images.layout("app-" + version), APP);
    copy(toolLayout, tool);
    var _ =
        new Bootferry(COMMANDS)
            .run("mirror", "create", "--base", "oci:" + layout + ":" + base, bundle.toString());
  }

  /**
   * A version; made once in a run.
   *
   * @param version {@code v1} or {@code v2}
   */
  private static SampleSet of(String version) {
    return MADE.computeIfAbsent(version, SampleSet::new);
  }

  /** The bundle; read only. */
  public static Path bundle() {
    return bundle("v1");
  }

  /** The bundle of a version; read only. */
  public static Path bundle(String version) {
    return of(version).bundle;
  }

  /** The layout; read only. */
  public static Path layout() {
    return of("v1").layout;
  }

  /** The name of the image that is bound by its digest. */
  public static String tool() {
    return tool("v1");
  }

  /** The name of the image that a version binds by its digest. */
  public static String tool(String version) {
    return of(version).tool;
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
                "oci:" + from + ":" + version,
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
