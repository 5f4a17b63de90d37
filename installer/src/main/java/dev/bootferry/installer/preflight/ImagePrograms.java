package dev.bootferry.installer.preflight;

import dev.bootferry.bootloader.efi.EfiArchitecture;
import dev.bootferry.bootloader.grub.GrubTools;
import dev.bootferry.bootloader.install.BootloaderOffer;
import dev.bootferry.core.progress.Progress;
import dev.bootferry.deployment.ostree.OstreeNeeds;
import dev.bootferry.deployment.ostree.OstreeTool;
import dev.bootferry.deployment.tools.ImageTools;
import dev.bootferry.deployment.tools.ToolTree;
import dev.bootferry.deployment.tools.ToolWish;
import dev.bootferry.images.facts.ImageFacts;
import dev.bootferry.images.set.OpenSet;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.linux.process.CommandRunner;
import dev.bootferry.partitioning.Architecture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The image's own programs, copied out of it before the disk is touched: what they make is what the
 * image's kernel and boot loader can read.
 *
 * @param tools the programs with their libraries
 * @param work where they are, and where the target will be mounted
 */
public record ImagePrograms(ToolTree tools, WorkFolder work, OstreeNeeds needs)
    implements AutoCloseable {
  private static final List<String> GRUB_MKIMAGE = List.of("grub-mkimage", "grub2-mkimage");

  private static final Set<String> WANTED =
      Set.of(
          "ostree",
          "mkfs.ext4",
          "mke2fs",
          "mkfs.xfs",
          "mkfs.btrfs",
          "e2fsck",
          "xfs_repair",
          "btrfs",
          "grub-mkimage",
          "grub2-mkimage");

  /** Copies them out of the image, in one more pass over the layers that have them. */
  static ImagePrograms extract(OpenSet open, Survey survey, WorkFolder work, Progress progress)
      throws IOException {
    SetImage base = open.set().base();
    ToolWish wish = new ToolWish(WANTED, Set.copyOf(BootloaderOffer.wanted()));
    ImageTools image = new ImageTools(base, survey.base(), wish);
    try (Progress.Stage stage = progress.stage("reading the image's tools", image.layerBytes())) {
      ToolTree tools = image.extract(open.blobs(base), work.path().resolve("tools"), stage);
      return new ImagePrograms(tools, work, needs(survey.facts()));
    }
  }

  private static OstreeNeeds needs(ImageFacts facts) {
    return new OstreeNeeds(
        facts.prepareRoot().composefs().isRequired(), facts.bringsSelinuxPolicy());
  }

  /** Runs them; they see the target and the scratch folder under their own paths. */
  public CommandRunner runner(CommandRunner host) {
    return tools.runner(host, List.of(work.mountPoint(), work.scratch()));
  }

  /** Runs a program of the image where it has it, else this machine's. */
  public CommandRunner runnerFor(String program, CommandRunner host) {
    return tools.has(program) ? runner(host) : host;
  }

  /**
   * The ostree that does the work: this machine's when it is new enough, else the image's.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code ostree-missing}, {@code
   *     ostree-too-old}
   */
  public OstreeTool ostree(CommandRunner host) {
    Optional<OstreeTool> ofImage =
        tools.has("ostree") ? OstreeTool.probe(runner(host), "the image") : Optional.empty();
    return OstreeTool.choose(OstreeTool.probe(host, "this machine"), ofImage, needs);
  }

  /** What the image brings to start a machine of this architecture with. */
  BootloaderOffer bootLoaders(Architecture architecture) throws IOException {
    Optional<EfiArchitecture> efi =
        switch (architecture) {
          case X86_64 -> Optional.of(EfiArchitecture.X64);
          case AARCH64 -> Optional.of(EfiArchitecture.AA64);
          default -> Optional.empty();
        };
    return BootloaderOffer.of(this::file, efi, GRUB_MKIMAGE.stream().anyMatch(tools::has));
  }

  /** The image's grub-mkimage; fails when it is run where the image has none. */
  public GrubTools grub(CommandRunner host) {
    String program = GRUB_MKIMAGE.stream().filter(tools::has).findFirst().orElse("grub-mkimage");
    return new GrubTools(runner(host), program, work.scratch());
  }

  /** A file or folder of the image. */
  public Optional<Path> file(String path) throws IOException {
    return tools.file(path);
  }

  @Override
  public void close() throws IOException {
    try (work) {
      tools.close();
    }
  }
}
