package dev.bootferry.testing.encapsulated;

import dev.bootferry.deployment.objects.Checksum;
import dev.bootferry.deployment.objects.DirTree;
import dev.bootferry.deployment.objects.ObjectType;
import dev.bootferry.deployment.objects.TreeRef;
import dev.bootferry.images.model.ImageConfig;
import dev.bootferry.images.tar.TarWriter;
import dev.bootferry.linux.process.CommandRunner;
import dev.bootferry.testing.encapsulated.ObjectTar.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An image whose lower layers are an ostree commit in its chunked form: first the commit, its
 * directories and what is in no chunk, then a few chunks; on them, layers of files as container
 * builds make them.
 */
public final class EncapsulatedImage {
  /** Chunks, by what the names of their files begin with; each splits attributes in another way. */
  private static final Map<String, Split> CHUNKS =
      new LinkedHashMap<>(
          Map.of(
              "usr/bin/", Split.REPEATED,
              "usr/lib/modules/", Split.LINKED,
              "usr/share/", Split.OLD));

  private final BareRepository repository;
  private final LayoutWriter layout;

  private final List<LayoutWriter.Layer> lower = new ArrayList<>();
  private final Map<String, Checksum> files = new TreeMap<>();

  private EncapsulatedImage(BareRepository repository, LayoutWriter layout) {
    this.repository = repository;
    this.layout = layout;
  }

  /** Writes the entries of a layer. */
  @FunctionalInterface
  public interface Layer {
    void write(TarWriter tar, Encapsulated base) throws IOException;
  }

  /**
   * The commit that was encapsulated, for layers on top.
   *
   * @param files path to the object, as ostree has it: {@code usr/etc}
   */
  public record Encapsulated(Checksum commit, Map<String, Checksum> files) {
    public Encapsulated {
      files = Map.copyOf(files);
    }

    /** Where a layer has the object of a file. */
    public String object(String path) {
      Checksum checksum = files.get(path);
      if (checksum == null) {
        throw new IllegalArgumentException("no file " + path);
      }
      return ObjectTar.path(checksum, "file");
    }
  }

  /**
   * Encapsulates the system of a plain image; {@link #image} makes images of it.
   *
   * @param plain the layout of the plain image
   * @param tag of it
   * @param folder for the work, empty; {@code folder/layout} becomes the layout
   */
  public static EncapsulatedImage of(CommandRunner commands, Path plain, String tag, Path folder)
      throws IOException {
    EncapsulatedImage image =
        new EncapsulatedImage(
            BareRepository.of(commands, plain, tag, folder),
            new LayoutWriter(folder.resolve("layout")));
    image.encapsulate();
    return image;
  }

  private void encapsulate() throws IOException {
    TreeRef root = repository.read().root();
    collect("", root, files);
    Map<String, Map<Checksum, List<String>>> chunks = chunks(files);
    lower.add(layout.layer(tar -> commitLayer(tar, root, chunk(chunks, ""))));
    for (Map.Entry<String, Split> chunk : CHUNKS.entrySet()) {
      lower.add(
          layout.layer(tar -> {
            ObjectTar objects = new ObjectTar(repository, tar, chunk.getValue());
            objects.repositoryFolders();
            files(objects, chunk(chunks, chunk.getKey()));
          }));
    }
  }

  /** What was encapsulated. */
  public Encapsulated encapsulated() {
    return new Encapsulated(repository.commit(), files);
  }

  /**
   * Adds an image to the layout.
   *
   * @param more labels beside the usual ones; each is an annotation of its manifest too
   * @param layers on top of the commit
   */
  public void image(String tag, Map<String, String> more, List<Layer> layers) throws IOException {
    List<LayoutWriter.Layer> all = new ArrayList<>(lower);
    for (Layer layer : layers) {
      all.add(layout.layer(tar -> layer.write(tar, encapsulated())));
    }
    Map<String, String> labels = new TreeMap<>(more);
    labels.put("containers.bootc", "1");
    labels.put("ostree.bootable", "true");
    labels.put("ostree.commit", repository.commit().hex());
    labels.putIfAbsent("org.opencontainers.image.version", "1.0");
    labels.put(ImageConfig.FINAL_DIFF_ID, lower.getLast().diffId().toString());
    layout.image(tag, labels, all);
  }

  private static Map<Checksum, List<String>> chunk(
      Map<String, Map<Checksum, List<String>>> chunks, String name) {
    return chunks.getOrDefault(name, Map.of());
  }

  private void collect(String prefix, TreeRef ref, Map<String, Checksum> into) throws IOException {
    DirTree tree = repository.objects().tree(ref.tree());
    tree.files().forEach((name, checksum) -> into.put(prefix + name, checksum));
    for (Map.Entry<String, TreeRef> directory : tree.directories().entrySet()) {
      collect(prefix + directory.getKey() + "/", directory.getValue(), into);
    }
  }

  /** By chunk, each object once, with all its names; under no name, what is in no chunk. */
  private static Map<String, Map<Checksum, List<String>>> chunks(Map<String, Checksum> files) {
    Map<String, Map<Checksum, List<String>>> chunks = new TreeMap<>();
    chunks.put("", new LinkedHashMap<>());
    CHUNKS.keySet().forEach(chunk -> chunks.put(chunk, new LinkedHashMap<>()));
    Map<Checksum, String> placed = new LinkedHashMap<>();
    files.forEach((path, checksum) -> {
      String chunk =
          placed.computeIfAbsent(
              checksum,
              c -> CHUNKS.keySet().stream().filter(path::startsWith).findFirst().orElse(""));
      chunks
          .getOrDefault(chunk, new LinkedHashMap<>())
          .computeIfAbsent(checksum, c -> new ArrayList<>())
          .add(shown(path));
    });
    return chunks;
  }

  private void commitLayer(TarWriter tar, TreeRef root, Map<Checksum, List<String>> files)
      throws IOException {
    ObjectTar objects = new ObjectTar(repository, tar, Split.REPEATED);
    objects.folder("./", root.meta());
    objects.repositoryFolders();
    objects.metadata(ObjectType.COMMIT, repository.commit());
    objects.detached();
    objects.metadata(ObjectType.DIR_META, root.meta());
    directories(objects, "", root);
    files(objects, files);
  }

  private void directories(ObjectTar objects, String prefix, TreeRef ref) throws IOException {
    objects.metadata(ObjectType.DIR_TREE, ref.tree());
    DirTree tree = repository.objects().tree(ref.tree());
    for (Map.Entry<String, TreeRef> directory : tree.directories().entrySet()) {
      objects.metadata(ObjectType.DIR_META, directory.getValue().meta());
      String path = prefix + directory.getKey();
      if (path.equals("sysroot")) {
        // Its entry is there already; a container's tar cannot have two.
        objects.metadata(ObjectType.DIR_TREE, directory.getValue().tree());
        continue;
      }
      objects.folder("./" + shown(path), directory.getValue().meta());
      directories(objects, path + "/", directory.getValue());
    }
  }

  private static void files(ObjectTar objects, Map<Checksum, List<String>> files)
      throws IOException {
    for (Map.Entry<Checksum, List<String>> file : files.entrySet()) {
      objects.file(file.getKey(), file.getValue());
    }
  }

  /** Container images have {@code etc} where containers expect it. */
  private static String shown(String path) {
    return path.equals("usr/etc") || path.startsWith("usr/etc/") ? path.substring(4) : path;
  }
}
