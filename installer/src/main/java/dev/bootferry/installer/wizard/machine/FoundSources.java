package dev.bootferry.installer.wizard.machine;

import dev.bootferry.core.ByteSize;
import dev.bootferry.core.Digest;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.bundle.BundleSet;
import dev.bootferry.images.facts.ImageFacts;
import dev.bootferry.images.model.ImageConfig;
import dev.bootferry.images.model.Platform;
import dev.bootferry.images.reference.SourceReference;
import dev.bootferry.images.set.ImageSet;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.storage.ContainersStorage;
import dev.bootferry.images.storage.StorageConfiguration;
import dev.bootferry.images.storage.StoredImage;
import dev.bootferry.installer.wizard.OfferedSource;
import dev.bootferry.linux.mount.MountEntry;
import dev.bootferry.linux.mount.MountTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Bundles and bootable images that can be seen from here. Reads documents only, no layers. */
final class FoundSources {
  /** File systems that media have. */
  private static final Set<String> TYPES =
      Set.of(
          "iso9660",
          "udf",
          "vfat",
          "exfat",
          "ntfs3",
          "fuseblk",
          "ext4",
          "xfs",
          "btrfs",
          "9p",
          "virtiofs",
          "nfs",
          "nfs4");

  /** A medium may be full of other things. */
  private static final int MAX_ENTRIES = 500;

  private static final List<String> FOLDERS = List.of("", "bootferry", "bundles");

  private final StorageConfiguration storage;

  FoundSources(StorageConfiguration storage) {
    this.storage = storage;
  }

  List<OfferedSource> find() {
    List<OfferedSource> found = new ArrayList<>();
    Set<Path> bundles = new LinkedHashSet<>();
    for (MountEntry mount : MountTable.read().entries()) {
      if (TYPES.contains(mount.type()) && mount.target().getNameCount() > 0) {
        FOLDERS.forEach(folder -> bundles.addAll(bundlesIn(mount.target().resolve(folder))));
      }
    }
    for (Path bundle : bundles) {
      try {
        found.add(bundle(bundle.toString(), bundle));
      } catch (IOException | ProblemException e) {
        found.add(unreadable(bundle.toString(), "bundle", e));
      }
    }
    found.addAll(stored());
    return found;
  }

  /** What is at a place that was typed. */
  OfferedSource at(String place) throws IOException {
    SourceReference reference = SourceReference.parse(place);
    if (reference instanceof SourceReference.Bundle bundle) {
      return bundle(place, bundle.path());
    }
    return new OfferedSource(
        place,
        "image",
        reference.withoutTransport(),
        Optional.empty(),
        Optional.empty(),
        new ByteSize(0),
        List.of(),
        false,
        Optional.empty());
  }

  private static List<Path> bundlesIn(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.limit(MAX_ENTRIES).filter(FoundSources::isBundle).sorted().toList();
    } catch (IOException e) {
      return List.of(); // Not there, or a medium that cannot be read: nothing to offer.
    }
  }

  private static boolean isBundle(Path path) {
    if (Files.isDirectory(path)) {
      return Files.exists(path.resolve("oci-layout")) && Files.exists(path.resolve("index.json"));
    }
    return path.toString().endsWith(".tar") && Files.isRegularFile(path);
  }

  private static OfferedSource bundle(String place, Path path) throws IOException {
    try (BundleSet bundle = BundleSet.open(path)) {
      ImageSet set = bundle.set();
      SetImage base = set.base();
      return new OfferedSource(
          place,
          "bundle",
          base.reference(),
          base.config().version(),
          kernel(base.config()),
          new ByteSize(base.layerBytes()),
          set.bound().stream()
              .map(b -> new OfferedSource.Bound(b.reference(), new ByteSize(b.layerBytes())))
              .toList(),
          true,
          refusal(base));
    }
  }

  private static Optional<String> refusal(SetImage base) {
    try {
      ImageFacts.requireBootableLabel(base);
      ImageFacts.requirePlatform(base, Platform.host());
      return Optional.empty();
    } catch (ProblemException e) {
      return Optional.of(e.problem().why());
    }
  }

  private static Optional<String> kernel(ImageConfig config) {
    return Optional.ofNullable(config.labels().get("ostree.linux"));
  }

  private static OfferedSource unreadable(String place, String kind, Exception e) {
    String why =
        e instanceof ProblemException p ? p.problem().why() : String.valueOf(e.getMessage());
    return new OfferedSource(
        place,
        kind,
        "",
        Optional.empty(),
        Optional.empty(),
        new ByteSize(0),
        List.of(),
        false,
        Optional.of(why));
  }

  /** Images of the container storage that say they are bootable. */
  private List<OfferedSource> stored() {
    List<OfferedSource> found = new ArrayList<>();
    try {
      ContainersStorage images = new ContainersStorage(storage);
      for (StoredImage image : images.images()) {
        stored(images, image).ifPresent(found::add);
      }
    } catch (IOException | ProblemException e) {
      return found; // A storage of another kind is no source; whoever types its name is told why.
    }
    return found;
  }

  private static Optional<OfferedSource> stored(ContainersStorage storage, StoredImage image)
      throws IOException {
    Optional<byte[]> bytes = storage.bigData(image, "sha256:" + image.id());
    Optional<String> name = image.names().stream().findFirst();
    if (bytes.isEmpty() || name.isEmpty() || !Digest.sha256(bytes.get()).hex().equals(image.id())) {
      return Optional.empty();
    }
    ImageConfig config = ImageConfig.parse(bytes.get(), name.get());
    boolean bootable =
        config.labels().containsKey("containers.bootc")
            || config.labels().containsKey("ostree.bootable");
    if (!bootable || !Platform.host().accepts(config.platform())) {
      return Optional.empty();
    }
    return Optional.of(
        new OfferedSource(
            "containers-storage:" + name.get(),
            "image in the container storage:",
            name.get(),
            config.version(),
            kernel(config),
            new ByteSize(0),
            List.of(),
            false,
            Optional.empty()));
  }
}
