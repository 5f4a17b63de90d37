package dev.bootferry.cli.command;

import dev.bootferry.cli.prompt.Confirmation;
import dev.bootferry.cli.render.InstallText;
import dev.bootferry.cli.usecase.UseCases;
import dev.bootferry.core.ByteSize;
import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.installer.plan.InstallPlan;
import dev.bootferry.installer.preflight.Prepared;
import dev.bootferry.installer.report.InstallJson;
import dev.bootferry.installer.report.InstallResult;
import dev.bootferry.installer.request.InstallRequest;
import dev.bootferry.installer.request.InstallRequest.BoundImages;
import dev.bootferry.installer.script.Scripts;
import dev.bootferry.installer.settings.SystemSettings;
import dev.bootferry.partitioning.filesystem.FileSystemType;
import dev.bootferry.partitioning.wish.LayoutWish;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code install to-disk}. */
@Command(
    name = "to-disk",
    header = "Install onto a whole disk, or a file that stands for one.",
    description =
        "Checks everything first: the set's contents, the target, the space. Then erases the target, writes the system and its bound images, reads all of it back, and only then makes the disk bootable.")
final class InstallToDiskCommand implements Action {
  private final UseCases useCases;

  @Option(
      names = "--source",
      required = true,
      paramLabel = "SOURCE",
      description =
          "What to install: a bundle's path, or containers-storage:NAME, oci:PATH[:REF],"
              + " oci-archive:PATH[:REF].")
  private String source = "";

  @Option(names = "--filesystem", paramLabel = "TYPE", description = "Root: ext4, xfs or btrfs.")
  private @Nullable String fileSystem;

  @Option(
      names = "--karg",
      paramLabel = "KARG",
      description = "Kernel argument, put behind all others; may be given several times.")
  private List<String> kargs = new ArrayList<>();

  @Option(
      names = "--root-ssh-authorized-keys",
      paramLabel = "FILE",
      description = "Public keys that may log in as root.")
  private @Nullable Path rootKeys;

  @Option(names = "--stateroot", paramLabel = "NAME", description = "Otherwise: default.")
  private @Nullable String stateroot;

  @Option(
      names = "--target-imgref",
      paramLabel = "NAME",
      description = "Image in a registry that the machine tracks; otherwise the base's own name.")
  private @Nullable String targetImgref;

  @Option(
      names = "--bound-images",
      paramLabel = "MODE",
      defaultValue = "stored",
      description = "stored: put them on the disk; skip: do not.")
  private BoundImages boundImages = BoundImages.STORED;

  @Option(
      names = "--root-size",
      paramLabel = "SIZE",
      description = "Of the root partition, as in 20G; otherwise the rest of the disk.")
  private @Nullable ByteSize rootSize;

  @Option(
      names = "--generic-image",
      description = "For a disk that several machines start from: leave firmware entries alone.")
  private boolean genericImage;

  @Option(names = "--wipe", description = "Allow a target that holds something; all of it is lost.")
  private boolean wipe;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Option(names = "--dry-run", description = "Check and print the plan; change nothing.")
  private boolean dryRun;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      description = "Of a target file that is made; otherwise 10G.")
  private @Nullable ByteSize size;

  @Option(
      names = "--sector-size",
      paramLabel = "BYTES",
      description = "Of a target file: 512 or 4096.")
  private @Nullable Integer sectorSize;

  @Option(
      names = "--strict",
      description = "Refuse bound images that would not start without a network.")
  private boolean strict;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Parameters(paramLabel = "TARGET", description = "A disk such as /dev/vdb, or a file.")
  private Path target = Path.of("");

  InstallToDiskCommand(UseCases useCases) {
    this.useCases = useCases;
  }

  @Override
  public boolean needsRoot() {
    return true;
  }

  @Override
  public ExitCode run(Session session) throws IOException {
    try (Prepared prepared = useCases.prepareInstall(request(), source, session.progress())) {
      InstallPlan plan = prepared.plan();
      if (dryRun) {
        if (json) {
          session.print(InstallJson.of(plan));
        } else {
          session.print(InstallText.of(plan));
        }
        return ExitCode.DONE;
      }
      if (!yes && plan.verdict().erases()) {
        Confirmation.demand(
            session.surroundings(), InstallText.of(plan), plan.target().named().toString());
      }
      InstallResult result = useCases.install(prepared, session.progress());
      if (json) {
        session.print(InstallJson.of(result));
      } else {
        session.print(InstallText.of(result));
      }
      return ExitCode.DONE;
    }
  }

  private InstallRequest request() {
    return new InstallRequest(
        target,
        LayoutWish.simple(
            Optional.ofNullable(fileSystem).map(FileSystemType::rootType),
            Optional.ofNullable(rootSize)),
        SystemSettings.AS_IN_IMAGE,
        kargs,
        List.of(),
        Optional.ofNullable(rootKeys),
        Optional.ofNullable(stateroot),
        Optional.ofNullable(targetImgref),
        boundImages,
        genericImage,
        wipe,
        Optional.ofNullable(size),
        sectorSize == null ? OptionalInt.empty() : OptionalInt.of(sectorSize),
        strict,
        Scripts.NONE);
  }
}
