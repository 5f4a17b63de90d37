package dev.bootferry.images.facts;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.model.Platform;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.tree.ImageTree;
import dev.bootferry.images.tree.TreeEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a bootable image says of itself, read from its tree and configuration. An image that bootc
 * would refuse has no facts but a problem.
 *
 * @param kernelVersion name of the folder below {@code /usr/lib/modules} that holds the kernel
 * @param initramfs path in the image, without a leading slash
 * @param kargFiles by name
 * @param kargsFolder whether the image has a folder for them at all, which decides what an upgrade
 *     does with arguments of the image before
 * @param bringsSelinuxPolicy whether files are to be labelled
 * @param linksBoundStorage whether {@code /usr/lib/bootc/storage} leads to the store of bound
 *     images
 * @param encapsulated whether the image is in ostree's own chunked form
 */
public record ImageFacts(
    String kernelVersion,
    Optional<String> initramfs,
    PrepareRoot prepareRoot,
    OsRelease osRelease,
    List<KernelArgumentFile> kargFiles,
    boolean kargsFolder,
    boolean bringsSelinuxPolicy,
    boolean linksBoundStorage,
    boolean encapsulated) {
  private static final String MODULES = "usr/lib/modules";
  private static final List<String> BOOTABLE_LABELS =
      List.of("containers.bootc", "ostree.bootable");

  public ImageFacts {
    kargFiles = List.copyOf(kargFiles);
  }

  /**
   * Refuses an image without the label that says it is bootable, which can be seen before any layer
   * is read.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code not-bootable}
   */
  public static void requireBootableLabel(SetImage image) {
    if (BOOTABLE_LABELS.stream().noneMatch(image.config().labels()::containsKey)) {
      throw notBootable(
          image,
          "its configuration has neither of the labels " + String.join(", ", BOOTABLE_LABELS));
    }
  }

  /**
   * Refuses an image for another machine.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code architecture-mismatch}
   */
  public static void requirePlatform(SetImage image, Platform wanted) {
    if (!wanted.accepts(image.config().platform())) {
      throw new Problem(
              ImagesProblem.ARCHITECTURE_MISMATCH,
              "use image " + image.reference(),
              "it is for " + image.config().platform() + ", not for " + wanted,
              "Name an image for "
                  + wanted
                  + ", or give --platform when mirroring for another"
                  + " machine.")
          .exception();
    }
  }

  /**
   * Reads the facts.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code not-bootable}, {@code kernel-count},
   *     {@code kargs-file-invalid}, {@code toml-invalid}
   */
  public static ImageFacts of(SetImage image, ImageTree tree) {
    requireBootableLabel(image);
    String kernel = kernel(image, tree);
    String folder = MODULES + "/" + kernel;
    Optional<String> initramfs =
        List.of("initramfs.img", "initramfs").stream()
            .map(name -> folder + "/" + name)
            .filter(path -> tree.lookup(path).filter(TreeEntry::isFile).isPresent())
            .findFirst();
    PrepareRoot prepareRoot =
        text(tree, "etc/ostree/prepare-root.conf")
            .or(() -> text(tree, "usr/lib/ostree/prepare-root.conf"))
            .map(PrepareRoot::parse)
            .orElseThrow(() ->
                notBootable(
                    image,
                    "it has neither /usr/lib/ostree/prepare-root.conf nor"
                        + " /etc/ostree/prepare-root.conf"));
    return new ImageFacts(
        kernel,
        initramfs,
        prepareRoot,
        OsRelease.parse(
            text(tree, "etc/os-release").or(() -> text(tree, "usr/lib/os-release")).orElse("")),
        kargFiles(tree),
        tree.resolve(KernelArgumentFile.FOLDER).filter(TreeEntry::isDirectory).isPresent(),
        bringsSelinuxPolicy(tree),
        linksBoundStorage(tree),
        image.config().encapsulatesCommit());
  }

  /** Kernel arguments of the image for an architecture in Rust's spelling, in order. */
  public List<String> kargs(String architecture) {
    return kargFiles.stream()
        .filter(file -> file.appliesTo(architecture))
        .flatMap(file -> file.kargs().stream())
        .toList();
  }

  private static String kernel(SetImage image, ImageTree tree) {
    List<String> kernels =
        tree.list(MODULES).stream()
            .filter(TreeEntry::isDirectory)
            .filter(d -> tree.lookup(d.path() + "/vmlinuz").filter(TreeEntry::isFile).isPresent())
            .map(TreeEntry::name)
            .toList();
    if (kernels.size() == 1) {
      return kernels.getFirst();
    }
    String found =
        kernels.isEmpty()
            ? "it has none"
            : "it has " + kernels.size() + ": " + String.join(", ", kernels);
    throw new Problem(
            ImagesProblem.KERNEL_COUNT,
            "find the kernel of image " + image.reference(),
            found,
            "A bootable image has exactly one folder /"
                + MODULES
                + "/VERSION with a vmlinuz: remove"
                + " the others, or install one, when building the image.")
        .exception();
  }

  private static List<KernelArgumentFile> kargFiles(ImageTree tree) {
    List<KernelArgumentFile> files = new ArrayList<>();
    for (TreeEntry entry : tree.list(KernelArgumentFile.FOLDER)) {
      if (entry.name().endsWith(".toml")) {
        text(tree, entry.path())
            .ifPresent(text -> files.add(KernelArgumentFile.parse(entry.name(), text)));
      }
    }
    return files;
  }

  private static boolean bringsSelinuxPolicy(ImageTree tree) {
    Optional<String> type =
        text(tree, "etc/selinux/config").stream()
            .flatMap(String::lines)
            .map(String::strip)
            .filter(line -> line.startsWith("SELINUXTYPE="))
            .map(line -> line.substring(line.indexOf('=') + 1).strip())
            .findFirst();
    return type.filter(t -> tree.resolve("etc/selinux/" + t + "/policy").isPresent()).isPresent();
  }

  /** The store itself is not in the image, so the link is judged by its text. */
  private static boolean linksBoundStorage(ImageTree tree) {
    return tree.lookup("usr/lib/bootc/storage")
        .filter(TreeEntry::isSymlink)
        .filter(e -> e.linkTarget().endsWith("sysroot/ostree/bootc/storage"))
        .isPresent();
  }

  private static Optional<String> text(ImageTree tree, String path) {
    return tree.read(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private static RuntimeException notBootable(SetImage image, String why) {
    return new Problem(
            ImagesProblem.NOT_BOOTABLE,
            "use " + image.reference() + " as an operating system",
            why,
            "Build it as bootc asks (see its documentation, \"bootc-compatible images\"), or name"
                + " the right image.")
        .exception();
  }
}
