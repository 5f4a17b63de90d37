package dev.bootferry.deployment.bound;

import dev.bootferry.core.io.ByteCounter;
import dev.bootferry.deployment.files.FileTree;
import dev.bootferry.deployment.tools.Isolated;
import dev.bootferry.images.model.Platform;
import dev.bootferry.images.opening.PulledRecord;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.source.BlobSource;
import dev.bootferry.images.storage.StoredImage;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes stores, and puts images into them. */
public final class StoreWriter {
  private static final List<String> FOLDERS =
      List.of("overlay", "overlay-containers", "overlay-images", "overlay-layers");

  private final CommandRunner skopeo;
  private final Path work;

  /**
   * Prepares.
   *
   * @param host runs this machine's skopeo: without a network, and in a mount namespace that ends
   *     with it, since containers/storage leaves a mount on the store
   * @param work an existing folder on the file system of the stores, for temporary files: at any
   *     time those of one image
   */
  public StoreWriter(CommandRunner host, Path work) {
    this.skopeo = new Isolated(host);
    this.work = work;
  }

  /** Makes an empty store, unless it is there. It never has its name before it is whole. */
  public BoundStore create(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return new BoundStore(path);
    }
    Path temporary = path.resolveSibling(path.getFileName() + ".tmp");
    if (Files.exists(temporary, LinkOption.NOFOLLOW_LINKS)) {
      FileTree.delete(temporary);
    }
    Files.createDirectories(temporary);
    for (String folder : FOLDERS) {
      Files.createDirectory(
          temporary.resolve(folder),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    for (String lock : List.of("overlay-images/images.lock", "overlay-layers/layers.lock")) {
      Files.createFile(temporary.resolve(lock));
    }
    // Without this podman takes a store that it did not make itself for one from before netavark.
    Files.writeString(temporary.resolve("defaultNetworkBackend"), "netavark");
    Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    return new BoundStore(path);
  }

  /**
   * Puts an image into a store under exactly the name that its unit uses; a name that belonged to
   * another image moves. Does not force anything to the disk.
   *
   * @param counter told of compressed bytes
   * @throws dev.bootferry.core.problem.ProblemException {@code command-failed}, {@code
   *     command-not-found}, or what reading the image's blobs says. The store has the image or not;
   *     a part of one is never visible
   */
  public void put(BoundStore store, SetImage image, BlobSource blobs, ByteCounter counter)
      throws IOException {
    Optional<PulledRecord> record = PulledRecord.of(image, blobs);
    // skopeo stores nothing under a digest that is not the manifest's own.
    String name = record.isPresent() ? StoreName.passing(image) : StoreName.of(image);
    Path folder = Files.createTempDirectory(work, "image-");
    try {
      Path source = Files.createDirectory(folder.resolve("dir"));
      ImageFolder.write(source, image, blobs, counter);
      skopeo.run(copy(store, image, name, folder, source));
    } finally {
      FileTree.delete(folder);
    }
    if (record.isPresent()) {
      StoreRecords.keep(store.path(), BoundStore.id(image), record.get());
      StoreNames.take(store.path(), name);
    }
    if (store.named(image.reference()).filter(i -> i.id().equals(BoundStore.id(image))).isEmpty()) {
      StoreNames.give(store.path(), BoundStore.id(image), image.reference());
    }
  }

  /**
   * Removes an image with all its names, and the layers that no other image of the store needs.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code command-failed}
   */
  public void remove(BoundStore store, StoredImage image) throws IOException {
    Path folder = Files.createTempDirectory(work, "remove-");
    try {
      Path runRoot = Files.createDirectory(folder.resolve("run"));
      skopeo.run(
          Command.of(
                  List.of(
                      "skopeo",
                      "--insecure-policy",
                      "delete",
                      storage(store, runRoot) + "@" + image.id()))
              .withEnvironment(environment(folder)));
    } finally {
      FileTree.delete(folder);
    }
  }

  private Command copy(BoundStore store, SetImage image, String name, Path folder, Path source)
      throws IOException {
    Path runRoot = Files.createDirectory(folder.resolve("run"));
    Platform platform = image.platform();
    List<String> argv =
        new ArrayList<>(
            List.of(
                "skopeo",
                "--insecure-policy",
                "--override-os",
                platform.os(),
                "--override-arch",
                platform.architecture()));
    platform.variant().ifPresent(v -> argv.addAll(List.of("--override-variant", v)));
    argv.addAll(List.of("copy", "--quiet", "dir:" + source, storage(store, runRoot) + name));
    return Command.of(argv).withEnvironment(environment(folder));
  }

  private static String storage(BoundStore store, Path runRoot) {
    return "containers-storage:[overlay@" + store.path() + "+" + runRoot + "]";
  }

  /**
   * None of this machine's configuration: its additional stores could have layers that would then
   * be missing in ours.
   */
  private static Map<String, String> environment(Path folder) throws IOException {
    Path configuration = folder.resolve("storage.conf");
    Files.writeString(configuration, "[storage]\ndriver = \"overlay\"\n");
    return Map.of(
        "CONTAINERS_STORAGE_CONF",
        configuration.toString(),
        "TMPDIR",
        folder.toString(),
        "STORAGE_OPTS",
        "",
        "STORAGE_DRIVER",
        "");
  }
}
