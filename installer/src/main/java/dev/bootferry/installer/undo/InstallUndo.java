package dev.bootferry.installer.undo;

import dev.bootferry.core.ByteSize;
import dev.bootferry.installer.journal.DiskLock;
import dev.bootferry.installer.journal.RunJournal;
import dev.bootferry.linux.block.BlockDevices;
import dev.bootferry.linux.process.CommandRunner;
import dev.bootferry.partitioning.disk.Disk;
import dev.bootferry.partitioning.disk.DiskFile;
import dev.bootferry.partitioning.target.TargetInspector;
import dev.bootferry.partitioning.target.TargetKind;
import dev.bootferry.partitioning.target.TargetOptions;
import dev.bootferry.partitioning.target.TargetReport;
import dev.bootferry.partitioning.target.TargetRules;
import dev.bootferry.partitioning.undo.SaveLabel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Puts a disk back as it was before an installation that was stopped early. */
public final class InstallUndo {
  private final CommandRunner commands;

  public InstallUndo(CommandRunner commands) {
    this.commands = commands;
  }

  /**
   * Checks whether it can be done. Changes nothing.
   *
   * @throws dev.bootferry.core.problem.ProblemException why not, as {@code undo-too-late}
   */
  public UndoPlan plan(Path named) throws IOException {
    TargetReport target = new TargetInspector(commands).inspect(named);
    TargetRules.judge(
            target, new TargetOptions(true, Optional.empty(), Optional.empty()), new ByteSize(0))
        .demandAccepted();
    UndoPlace place = UndoPlace.of(target);
    if (target.kind() == TargetKind.MISSING) {
      throw place.save().nothingSaved(named.toString());
    }
    try (Disk disk = DiskFile.openReadOnly(target.path())) {
      return new UndoPlan(target, place, place.save().check(place.identity().text(), disk));
    }
  }

  /** Does it; checks all of it again. */
  public SaveLabel execute(UndoPlan plan) throws IOException {
    SaveLabel label;
    try (DiskLock _ = DiskLock.take(RunJournal.FOLDER, plan.place().identity());
        Disk disk = DiskFile.open(plan.target().path())) {
      label = plan.place().save().restore(plan.place().identity().text(), disk);
    }
    if (plan.target().kind() == TargetKind.DISK) {
      BlockDevices.Rescan _ = BlockDevices.rescanPartitions(plan.target().path());
    }
    return label;
  }
}
