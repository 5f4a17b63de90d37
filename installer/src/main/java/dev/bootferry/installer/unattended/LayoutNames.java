package dev.bootferry.installer.unattended;

import dev.bootferry.installer.form.SoundTable;
import dev.bootferry.installer.unattended.LayoutSection.Volume;
import dev.bootferry.partitioning.filesystem.FileSystemType;
import dev.bootferry.partitioning.wish.VolumeRole;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Labels and mount points of volumes: each once, and where they may be. */
final class LayoutNames {
  /** Links of the system to places in /var, as ostree has them. */
  private static final Map<String, String> LINKS =
      Map.of("/home", "/var/home", "/srv", "/var/srv", "/opt", "/var/opt");

  /** Links to /run, and what the installation itself writes. */
  private static final List<String> RESERVED =
      List.of("/var/run", "/var/lock", "/var/log/bootferry");

  private final SoundTable layout;
  private final Map<String, String> labels = new HashMap<>();
  private final Map<String, String> mounts = new HashMap<>();

  private LayoutNames(SoundTable layout) {
    this.layout = layout;
  }

  static void check(List<Volume> volumes, SoundTable layout) {
    LayoutNames names = new LayoutNames(layout);
    volumes.forEach(names::label);
    names.kept();
    volumes.forEach(names::mount);
  }

  private void label(Volume volume) {
    String label = volume.label();
    if (label.isEmpty()) {
      return;
    }
    String at = volume.table().at("label");
    String other = labels.putIfAbsent(label, volume.table().path());
    if (other != null) {
      layout.findings().add(at, ConfigMessage.LABEL_TWICE, label, other);
      return;
    }
    List<FileSystemType> types = volume.role() == VolumeRole.SWAP ? List.of() : types(volume);
    types.stream()
        .filter(type -> label.length() > type.labelLimit())
        .findFirst()
        .ifPresent(type ->
            layout
                .findings()
                .add(at, ConfigMessage.LABEL_TOO_LONG, type.mountName(), type.labelLimit()));
  }

  /** When the image decides it may be any of them. */
  private static List<FileSystemType> types(Volume volume) {
    return volume
        .type()
        .map(List::of)
        .orElse(List.of(FileSystemType.EXT4, FileSystemType.XFS, FileSystemType.BTRFS));
  }

  private void kept() {
    Set<String> seen = new HashSet<>();
    for (SoundTable.Element element : layout.elements("keep-partitions")) {
      String name = element.text().orElseGet(() -> element.number().orElseThrow().toString());
      String other = element.text().isPresent() ? labels.get(name) : null;
      if (!seen.add(element.value().toString())) {
        layout.findings().add(element.path(), ConfigMessage.KEEP_TWICE, name);
      } else if (other != null) {
        layout.findings().add(element.path(), ConfigMessage.LABEL_TWICE, name, other);
      }
    }
  }

  private void mount(Volume volume) {
    SoundTable table = volume.table();
    String written = table.text("mount").orElse("");
    if (written.isEmpty()) {
      return;
    }
    String place = place(written);
    if (place.equals("/var")) {
      table.wrong("mount", ConfigMessage.MOUNT_VAR);
    } else if (!place.startsWith("/var/") || !Places.isPlain(written)) {
      table.wrong("mount", ConfigMessage.MOUNT_PLACE, written);
    } else if (isReserved(place)) {
      table.wrong("mount", ConfigMessage.MOUNT_RESERVED, written);
    } else {
      String other = mounts.putIfAbsent(place, table.path());
      if (other != null) {
        table.wrong("mount", ConfigMessage.MOUNT_TWICE, written, other);
      }
    }
  }

  private static boolean isReserved(String place) {
    return RESERVED.stream().anyMatch(r -> place.equals(r) || place.startsWith(r + "/"));
  }

  private static String place(String written) {
    for (Map.Entry<String, String> link : LINKS.entrySet()) {
      if (written.equals(link.getKey()) || written.startsWith(link.getKey() + "/")) {
        return link.getValue() + written.substring(link.getKey().length());
      }
    }
    return written;
  }
}
