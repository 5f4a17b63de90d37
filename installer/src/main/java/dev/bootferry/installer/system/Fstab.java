package dev.bootferry.installer.system;

import dev.bootferry.partitioning.layout.DiskLayout;
import dev.bootferry.partitioning.layout.Volume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Which volumes the installed machine mounts, as fstab(5) has it. The root is not among them: the
 * kernel arguments name it. The file belongs to the machine, and later upgrades leave it alone.
 */
public final class Fstab {
  private static final String FILE = "etc/fstab";

  private Fstab() {}

  /**
   * The lines for a disk.
   *
   * @param resolve makes a mount point one without links: systemd refuses others
   */
  static List<String> lines(DiskLayout layout, UnaryOperator<String> resolve) {
    List<String> lines = new ArrayList<>();
    for (Volume volume : layout.volumes()) {
      switch (volume.role()) {
        case ROOT -> {}
        // As bootc has it: whoever writes there mounts it again, for writing, for himself.
        case BOOT -> lines.add(line(volume, "/boot", "ro"));
        case VAR -> lines.add(line(volume, "/var", grown(volume, "defaults")));
        case SWAP -> lines.add(volume.source() + " none swap defaults 0 0");
        case DATA ->
            volume
                .mount()
                .ifPresent(mount ->
                    lines.add(
                        line(volume, resolve.apply(mount), grown(volume, "defaults,nofail"))));
      }
    }
    return lines;
  }

  private static String grown(Volume volume, String options) {
    return volume.grow() ? options + ",x-systemd.growfs" : options;
  }

  private static String line(Volume volume, String mount, String options) {
    boolean checked = volume.type().startsWith("ext") || volume.type().equals("vfat");
    return String.join(
        " ", volume.source(), mount, volume.type(), options, "0", checked ? "2" : "0");
  }

  /** Adds the lines to a deployment's own file. */
  public static void write(Path deployment, DiskLayout layout) throws IOException {
    List<String> lines = lines(layout, mount -> InImage.resolveFirst(deployment, mount));
    if (lines.isEmpty()) {
      return;
    }
    Path file = deployment.resolve(FILE);
    String before =
        Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.readString(file) : "";
    Files.deleteIfExists(file);
    String separator = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
    Files.writeString(
        file, before + separator + String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
  }
}
