package dev.bootferry.testing.install;

import dev.bootferry.images.model.Platform;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.program.Bootferry;
import dev.bootferry.testing.sample.SampleImages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An operating system of a few megabytes that does not boot but can be installed in seconds: the
 * programs and boot loaders of the sample system, a file that stands for a kernel, and units that
 * bind images. For tests that install often.
 */
public final class SmallSystem {
  public static final String BASE = "localhost/small/os:v1";

  /** Text by which tests find the files' contents on a disk. */
  public static final String KERNEL_MARK = "this stands for a kernel: 5f1c3ab2";

  public static final String FILE_MARK = "a file of the system: 90d7e1c4";

  private static final SystemCommandRunner COMMANDS = new SystemCommandRunner();

  private boolean labelled = true;
  private SmallPrograms programs = SmallPrograms.FOR_INSTALLING;
  private String architecture = Platform.host().architecture();
  private String id = "small";
  private String version = "1.0";
  private int systemd = 257;
  private List<String> kernels = List.of("6.1.0");
  private final Map<String, String> units = new TreeMap<>();
  private final Map<String, String> files = new TreeMap<>();

  /** One that binds these images, each by a unit of its own. */
  public static SmallSystem binding(String... images) {
    SmallSystem system = new SmallSystem();
    int number = 0;
    for (String image : images) {
      system.units.put("app" + number++, image);
    }
    return system;
  }

  public SmallSystem withoutLabels() {
    labelled = false;
    return this;
  }

  public SmallSystem forArchitecture(String name) {
    architecture = name;
    return this;
  }

  public SmallSystem withKernels(String... releases) {
    kernels = List.of(releases);
    return this;
  }

  /** With the programs that an upgrade runs, so that commands can be given inside of it. */
  public SmallSystem running() {
    programs = SmallPrograms.FOR_RUNNING;
    return this;
  }

  /** Another system, by its os-release. */
  public SmallSystem withId(String name) {
    id = name;
    return this;
  }

  public SmallSystem withSystemd(int number) {
    systemd = number;
    return this;
  }

  public SmallSystem withVersion(String name) {
    version = name;
    return this;
  }

  public SmallSystem withFile(String path, String content) {
    files.put(path, content);
    return this;
  }

  /** Writes it as an OCI layout in which it has the name {@link #BASE}; gives the folder. */
  public Path writeLayout(Path layout) throws IOException {
    Path root = RunFolder.create("small");
    for (String folder : List.of("boot", "dev", "proc", "run", "sys", "sysroot", "tmp", "var")) {
      Files.createDirectories(root.resolve(folder));
    }
    for (String kernel : kernels) {
      file(root, "usr/lib/modules/" + kernel + "/vmlinuz", KERNEL_MARK.repeat(64));
      file(root, "usr/lib/modules/" + kernel + "/initramfs.img", "and this for an initramfs");
    }
    file(root, "usr/lib/os-release", "ID=" + id + "\nPRETTY_NAME=\"Small OS\"\n");
    file(root, "usr/share/small/version", version);
    file(root, "usr/lib/systemd/libsystemd-shared-" + systemd + ".so", "this stands for systemd");
    file(root, "usr/lib/ostree/prepare-root.conf", "[composefs]\nenabled=no\n");
    file(root, "usr/share/small/file", FILE_MARK.repeat(64));
    file(root, "etc/small.conf", "small\n");
    for (Map.Entry<String, String> unit : units.entrySet()) {
      String name = unit.getKey() + ".container";
      file(
          root,
          "usr/share/containers/systemd/" + name,
          "[Container]\nImage="
              + unit.getValue()
              + "\nPull=never\nGlobalArgs=--storage-opt=additionalimagestore=/usr/lib/bootc/storage\n");
      Path link = root.resolve("usr/lib/bootc/bound-images.d/" + name);
      Files.createDirectories(root.resolve("usr/lib/bootc/bound-images.d"));
      Files.createSymbolicLink(link, Path.of("/usr/share/containers/systemd/" + name));
    }
    Files.createDirectories(root.resolve("usr/lib/bootc"));
    Files.createSymbolicLink(
        root.resolve("usr/lib/bootc/storage"), Path.of("../../../sysroot/ostree/bootc/storage"));
    for (Map.Entry<String, String> file : files.entrySet()) {
      file(root, file.getKey(), file.getValue());
    }
    Map<String, String> labels =
        labelled
            ? Map.of("containers.bootc", "1", "org.opencontainers.image.version", version)
            : Map.of();
    new SmallLayout(layout)
        .write(
            BASE,
            architecture,
            labels,
            List.of(
                programs.layer(),
                SmallLayout.pack(root, root.resolveSibling(root.getFileName() + ".tar"))));
    return layout;
  }

  /**
   * Writes it with all that it binds, and gives the base as a source.
   *
   * @param folder a new one
   * @param images of the sample, such as {@code app-v1}: what the names stand for that the system
   *     was made to bind, in their order
   */
  public String writeSet(Path folder, String... images) throws IOException {
    Path layout = writeLayout(folder);
    List<String> names = List.copyOf(units.values());
    for (int i = 0; i < images.length; i++) {
      Path image = new SampleImages(COMMANDS).layout(images[i]);
      run(
          "skopeo",
          "copy",
          "--quiet",
          "--preserve-digests",
          "oci:" + image + ":" + SampleImages.tag(images[i]),
          "oci:" + layout + ":" + names.get(i));
    }
    return "oci:" + layout + ":" + BASE;
  }

  /** The same as a bundle. */
  public Path bundle(String... images) throws IOException {
    Path folder = RunFolder.create("small-set");
    Path bundle = folder.resolve("site.tar");
    var _ =
        new Bootferry(COMMANDS)
            .run(
                "mirror",
                "create",
                "--base",
                writeSet(folder.resolve("layout"), images),
                "--platform",
                "linux/" + architecture,
                bundle.toString());
    return bundle;
  }

  private static void file(Path root, String path, String content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
    Files.write(file, content.getBytes(StandardCharsets.UTF_8));
  }

  private static void run(String... argv) {
    var _ = COMMANDS.run(Command.of(argv));
  }
}
