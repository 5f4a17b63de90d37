package dev.bootferry.installer.undo;

import dev.bootferry.partitioning.target.TargetReport;
import dev.bootferry.partitioning.undo.SaveLabel;

/**
 * What will be put back.
 *
 * @param label what was on the disk, and when that was saved
 */
public record UndoPlan(TargetReport target, UndoPlace place, SaveLabel label) {}
