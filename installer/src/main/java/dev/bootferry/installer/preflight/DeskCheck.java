package dev.bootferry.installer.preflight;

import dev.bootferry.core.ByteSize;
import dev.bootferry.core.progress.Progress;
import dev.bootferry.images.bound.UsabilityReview;
import dev.bootferry.images.opening.OpenedSet;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.installer.configuration.InstallConfiguration;
import dev.bootferry.installer.configuration.InstallConfigurationReader;
import dev.bootferry.installer.plan.InstallPlanner;
import dev.bootferry.installer.plan.RustNames;
import dev.bootferry.installer.request.InstallRequest;
import dev.bootferry.installer.space.SpaceOracle;
import dev.bootferry.installer.specification.InstallSpecification;
import dev.bootferry.installer.system.ImageFiles;
import dev.bootferry.installer.system.SettingsPlanner;
import dev.bootferry.partitioning.Architecture;
import dev.bootferry.partitioning.choice.DiskChooser;
import dev.bootferry.partitioning.choice.DiskJudge;
import dev.bootferry.partitioning.choice.DiskVerdict;
import dev.bootferry.partitioning.disk.DiskGeometry;
import dev.bootferry.partitioning.filesystem.FileSystemType;
import dev.bootferry.partitioning.gpt.FoundTable;
import dev.bootferry.partitioning.gpt.GptPartition;
import dev.bootferry.partitioning.gpt.Guid;
import dev.bootferry.partitioning.hardware.DiskDescription;
import dev.bootferry.partitioning.hardware.FoundPartition;
import dev.bootferry.partitioning.hardware.Hardware;
import dev.bootferry.partitioning.layout.DiskLayout;
import dev.bootferry.partitioning.layout.ExistingPartitions;
import dev.bootferry.partitioning.layout.LayoutPlanner;
import dev.bootferry.partitioning.layout.LayoutRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Plans an installation at a desk, for a machine of which there is a description: the same choice
 * of the disk, the same judgement, the same layout as there. Looks at no disk of this machine.
 */
public final class DeskCheck {
  private static final ByteSize NOTHING = new ByteSize(0);

  private final Progress progress;

  public DeskCheck(Progress progress) {
    this.progress = progress;
  }

  /**
   * Plans without looking at the image: space is that of the wishes alone, and a root whose type is
   * the image's is planned as ext4.
   *
   * @throws dev.bootferry.core.problem.ProblemException what would stop the installation there
   */
  public DeskPlan plan(InstallSpecification asked, Hardware machine) {
    DiskVerdict disk = disk(asked, machine, NOTHING);
    Architecture architecture =
        Architecture.ofOciName(machine.architecture()).orElse(Architecture.X86_64);
    DiskLayout layout = layout(asked, disk.disk(), architecture, FileSystemType.EXT4, NOTHING);
    return new DeskPlan(disk, layout, Optional.empty());
  }

  /**
   * Plans with the image at hand.
   *
   * @throws dev.bootferry.core.problem.ProblemException what would stop the installation there
   */
  public DeskPlan plan(InstallSpecification asked, Hardware machine, OpenedSet open)
      throws IOException {
    // Before minutes of reading.
    DiskVerdict _ = disk(asked, machine, NOTHING);
    Survey survey =
        new Surveyor(progress)
            .survey(open, asked.boundImages() == InstallRequest.BoundImages.STORED);
    if (asked.strict()) {
      UsabilityReview.refuse(survey.findings(), open.set().base().reference());
    }
    SetImage base = open.set().base();
    Architecture architecture = InstallPlanner.architecture(base);
    InstallConfiguration configuration =
        InstallConfigurationReader.read(
            InstallFiles.find(survey.base(), Path.of("/")), RustNames.of(architecture));
    FileSystemType type =
        configuration.rootFileSystem().map(FileSystemType::rootType).orElse(FileSystemType.EXT4);
    var space = SpaceOracle.needed(survey.base(), survey.bound());
    var settings =
        SettingsPlanner.plan(
            asked.system(), Optional.empty(), ImageFiles.of(survey.base(), open.blobs(base), base));
    ByteSize minimum =
        LayoutPlanner.minimumDisk(
            architecture,
            asked.layout(),
            asked.layout().root().type().orElse(type),
            sectorSize(disk(asked, machine, NOTHING).disk()),
            space.partition());
    DiskVerdict disk = disk(asked, machine, minimum);
    return new DeskPlan(
        disk,
        layout(asked, disk.disk(), architecture, type, space.partition()),
        Optional.of(new DeskPlan.OfImage(base.reference(), space, settings)));
  }

  private static DiskVerdict disk(InstallSpecification asked, Hardware machine, ByteSize minimum) {
    DiskDescription disk = DiskChooser.choose(machine, asked.disk(), minimum);
    DiskVerdict verdict = DiskJudge.judge(machine, disk, minimum);
    DiskDescription _ = verdict.demandUsable(asked.disk().wipe());
    return verdict;
  }

  private static int sectorSize(DiskDescription disk) {
    return Math.max(512, disk.sectorSize());
  }

  private static DiskLayout layout(
      InstallSpecification asked,
      DiskDescription disk,
      Architecture architecture,
      FileSystemType type,
      ByteSize minimumRoot) {
    DiskGeometry geometry = DiskGeometry.ofBytes(disk.size(), sectorSize(disk));
    return new LayoutPlanner(UUID::randomUUID)
        .plan(
            new LayoutRequest(
                disk.path(),
                geometry,
                architecture,
                asked.layout(),
                asked.layout().root().type().orElse(type),
                minimumRoot,
                asked.layout().keepsAnything()
                    ? existing(disk, geometry)
                    : ExistingPartitions.NONE));
  }

  /** As the description has them; of their identities it knows nothing. */
  private static ExistingPartitions existing(DiskDescription disk, DiskGeometry geometry) {
    if (!disk.table().equals(Optional.of("gpt"))) {
      return new ExistingPartitions(
          disk.table().isEmpty() ? new FoundTable.None() : new FoundTable.Mbr(List.of()), Map.of());
    }
    List<GptPartition> partitions = new ArrayList<>();
    Map<Integer, String> contents = new HashMap<>();
    for (FoundPartition found : disk.partitions()) {
      long first = found.place().offset() / geometry.sectorSize();
      partitions.add(
          new GptPartition(
              found.number(),
              Guid.parse(found.type()),
              new Guid(UUID.randomUUID()),
              first,
              first + found.place().size() / geometry.sectorSize() - 1,
              0,
              found.name()));
      found.content().ifPresent(content -> contents.put(found.number(), content));
    }
    return new ExistingPartitions(
        new FoundTable.Gpt(geometry, new Guid(UUID.randomUUID()), partitions, List.of()), contents);
  }
}
