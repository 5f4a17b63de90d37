package dev.bootferry.installer.wizard.machine;

import dev.bootferry.core.ByteSize;
import dev.bootferry.core.progress.Progress;
import dev.bootferry.installer.wizard.OfferedDisk;
import dev.bootferry.linux.process.CommandRunner;
import dev.bootferry.partitioning.choice.DiskJudge;
import dev.bootferry.partitioning.choice.DiskVerdict;
import dev.bootferry.partitioning.hardware.DiskDescription;
import dev.bootferry.partitioning.hardware.Hardware;
import dev.bootferry.partitioning.hardware.HardwareProbe;
import dev.bootferry.partitioning.target.TargetInspector;
import dev.bootferry.partitioning.target.TargetKind;
import dev.bootferry.partitioning.target.TargetOptions;
import dev.bootferry.partitioning.target.TargetReport;
import dev.bootferry.partitioning.target.TargetRules;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The disks of this machine with their verdicts, and files that stand for disks. */
final class MachineDisks {
  /** Whether the loss of data is allowed is a question of its own. */
  private static final TargetOptions WIPE =
      new TargetOptions(true, Optional.empty(), Optional.empty());

  private final CommandRunner commands;
  private final Map<String, OfferedDisk> typed = new HashMap<>();
  private @Nullable Hardware hardware;

  MachineDisks(CommandRunner commands) {
    this.commands = commands;
  }

  List<OfferedDisk> all(Progress progress) {
    try (Progress.Stage _ = progress.stage("looking at the disks", Progress.UNKNOWN)) {
      return DiskJudge.judge(probed(), new ByteSize(0)).stream()
          .map(MachineDisks::offered)
          .toList();
    }
  }

  List<String> links() {
    return probed().links().stream().filter(name -> !name.equals("lo")).toList();
  }

  OfferedDisk at(String path) {
    Optional<DiskDescription> known = probed().disk(path);
    if (known.isPresent()) {
      return offered(DiskJudge.judge(probed(), known.get(), new ByteSize(0)));
    }
    return typed.computeIfAbsent(path, this::inspected);
  }

  private Hardware probed() {
    if (hardware == null) {
      hardware = new HardwareProbe(commands).probe();
    }
    return hardware;
  }

  private static OfferedDisk offered(DiskVerdict verdict) {
    Optional<String> refusal =
        verdict instanceof DiskVerdict.Never never
            ? Optional.of(never.reasons().getFirst().why())
            : Optional.empty();
    return new OfferedDisk(verdict.disk(), false, refusal);
  }

  /** A file, or a disk by another of its names. */
  private OfferedDisk inspected(String path) {
    TargetReport report = new TargetInspector(commands).inspect(Path.of(path));
    if (report.kind() == TargetKind.DISK) {
      Optional<DiskDescription> known = probed().disk(report.path().toString());
      if (known.isPresent()) {
        return offered(DiskJudge.judge(probed(), known.get(), new ByteSize(0)));
      }
    }
    DiskDescription description =
        new DiskDescription(
            path,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            report.size(),
            Math.max(512, report.sectorSize()),
            false,
            false,
            report.readOnly(),
            Optional.empty(),
            report.table(),
            List.of(),
            report.uses(),
            report.holdsSystem(),
            false,
            report.contents(),
            Optional.empty());
    List<String> reasons =
        TargetRules.judge(report, WIPE, new ByteSize(0)).refusals().stream()
            .map(problem -> problem.why())
            .toList();
    boolean file = report.kind() == TargetKind.FILE || report.kind() == TargetKind.MISSING;
    return new OfferedDisk(description, file, reasons.stream().findFirst());
  }
}
