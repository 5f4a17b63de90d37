package dev.bootferry.installer.execute;

import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.io.AtomicFile;
import dev.bootferry.images.reference.ImageName;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.installer.plan.InstallPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.TreeMap;

/** The record of what a machine was first installed from, as bootc leaves it on the root. */
public final class Aleph {
  /** On the physical root. */
  public static final String FILE = ".bootc-aleph.json";

  private static final String CREATED = "org.opencontainers.image.created";

  private Aleph() {}

  /**
   * Writes it.
   *
   * @param kernel release of the kernel that runs the installation
   * @param selinux {@code enabled} when files were labelled, else {@code disabled}
   */
  public static void write(Path root, InstallPlan plan, String kernel, boolean selinux)
      throws IOException {
    SetImage base = plan.base();
    JsonValue.ObjectBuilder json =
        JsonValue.object()
            .put("image", ImageName.parse(base.reference()).at(base.resolved()).toString())
            .put("digest", base.resolved().toString())
            .put("target-image", plan.origin().imageReference());
    if (!base.config().labels().isEmpty()) {
      json.put("labels", JsonValue.ofStrings(new TreeMap<>(base.config().labels())));
    }
    json.put("version", base.config().version())
        .put("timestamp", java.util.Optional.ofNullable(base.config().labels().get(CREATED)))
        .put("kernel", kernel)
        .put("selinux", selinux ? "enabled" : "disabled");
    AtomicFile.write(
        root.resolve(FILE), (Json.pretty(json.build()) + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
