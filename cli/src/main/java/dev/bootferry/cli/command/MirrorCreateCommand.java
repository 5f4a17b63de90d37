package dev.bootferry.cli.command;

import dev.bootferry.cli.render.BundleText;
import dev.bootferry.cli.usecase.UseCases;
import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.images.model.Platform;
import dev.bootferry.images.reference.SourceReference;
import dev.bootferry.mirror.MirrorRequest;
import dev.bootferry.mirror.MirrorResult;
import dev.bootferry.mirror.compress.Compression;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mirror create}. */
@Command(
    name = "create",
    header = "Make a bundle of a base image and all that it binds.",
    description =
        "Copies the base image, finds the images that it binds in the image itself, and copies"
            + " these too; each is pinned to its digest. What an interrupted run has copied is used"
            + " by the next.")
final class MirrorCreateCommand implements Action {
  private final UseCases useCases;

  @Spec private CommandSpec spec;

  @Option(
      names = "--base",
      required = true,
      paramLabel = "IMAGE",
      description =
          "The bootable image: docker://NAME, containers-storage:NAME, oci:FOLDER[:NAME] or"
              + " oci-archive:FILE[:NAME].")
  private SourceReference base;

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH",
      description = "Of the machines that the bundle is for. Default: this machine's.")
  private @Nullable Platform platform;

  @Mixin private RegistryFlags registry;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "" + MirrorRequest.DEFAULT_JOBS,
      description = "Blobs copied at once. Default: ${DEFAULT-VALUE}.")
  private int jobs;

  @Option(
      names = "--compression",
      paramLabel = "KIND",
      defaultValue = "zstd",
      description =
          "Of layers that a container storage keeps unpacked: zstd, gzip or none. Default:"
              + " ${DEFAULT-VALUE}. Other layers stay as they are.")
  private Compression compression;

  @Option(
      names = "--strict",
      description = "Refuse bound images that would not start without a network.")
  private boolean strict;

  @Option(names = "--force", description = "Replace a bundle of that name.")
  private boolean force;

  @Parameters(
      paramLabel = "BUNDLE",
      description = "What to make: a tar, or a folder when the name ends in '/'.")
  private String output;

  MirrorCreateCommand(UseCases useCases) {
    this.useCases = useCases;
  }

  @Override
  public ExitCode run(Session session) throws IOException {
    MirrorResult result = useCases.mirror(request(), registry.access(), session.progress());
    session.print(BundleText.made(result));
    return ExitCode.DONE;
  }

  private MirrorRequest request() {
    if (jobs < 1) {
      throw new ParameterException(spec.commandLine(), "--jobs is at least 1, not " + jobs);
    }
    return new MirrorRequest(
        base,
        Path.of(output),
        output.endsWith("/"),
        force,
        platform == null ? Platform.host() : platform,
        jobs,
        compression,
        strict);
  }
}
