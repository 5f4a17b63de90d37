package dev.bootferry.partitioning;

import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.core.problem.ProblemCode;

/** Problems with disks and what is on them. A name, once released, keeps its meaning. */
public enum PartitioningProblem implements ProblemCode {
  TARGET_MISSING("target-missing", ExitCode.REFUSED),
  TARGET_IS_DIRECTORY("target-is-directory", ExitCode.REFUSED),
  TARGET_NOT_A_DISK("target-not-a-disk", ExitCode.REFUSED),
  TARGET_MOUNTED("target-mounted", ExitCode.REFUSED),
  TARGET_IN_USE("target-in-use", ExitCode.REFUSED),
  TARGET_READ_ONLY("target-read-only", ExitCode.REFUSED),
  TARGET_NOT_EMPTY("target-not-empty", ExitCode.REFUSED),
  TARGET_TOO_SMALL("target-too-small", ExitCode.REFUSED),
  TARGET_NO_SPACE("target-no-space", ExitCode.REFUSED),
  TARGET_IS_SYSTEM_DISK("target-is-system-disk", ExitCode.REFUSED),
  KEPT_PARTITION_MISSING("kept-partition-missing", ExitCode.REFUSED),
  KEPT_TABLE_UNFIT("kept-table-unfit", ExitCode.REFUSED),
  LABEL_TOO_LONG("label-too-long", ExitCode.REFUSED),
  TARGET_IS_MEDIUM("target-is-medium", ExitCode.REFUSED),
  TARGET_HAS_SEVERAL_PATHS("target-has-several-paths", ExitCode.REFUSED),
  DISK_NOT_FOUND("disk-not-found", ExitCode.REFUSED),
  DISK_AMBIGUOUS("disk-ambiguous", ExitCode.REFUSED),
  HARDWARE_INVALID("hardware-invalid", ExitCode.REFUSED),
  ENCRYPTION_NOT_POSSIBLE("encryption-not-possible", ExitCode.REFUSED),
  TARGET_SIZE_FIXED("target-size-fixed", ExitCode.USAGE),
  SECTOR_SIZE_FIXED("sector-size-fixed", ExitCode.USAGE),
  UNDO_NOT_SAVED("undo-not-saved", ExitCode.REFUSED),
  UNDO_NOTHING_SAVED("undo-nothing-saved", ExitCode.REFUSED),
  UNDO_OTHER_DISK("undo-other-disk", ExitCode.REFUSED),
  UNDO_TOO_LATE("undo-too-late", ExitCode.REFUSED),
  UNDO_DISK_CHANGED("undo-disk-changed", ExitCode.REFUSED),
  UNDO_SAVE_DAMAGED("undo-save-damaged", ExitCode.DAMAGED),
  DISK_READ_FAILED("disk-read-failed", ExitCode.FAILED),
  DISK_WRITE_FAILED("disk-write-failed", ExitCode.FAILED),
  PARTITION_TABLE_DIFFERS("partition-table-differs", ExitCode.DAMAGED),
  FILE_SYSTEM_DAMAGED("file-system-damaged", ExitCode.DAMAGED),
  FILE_SYSTEM_UNKNOWN("file-system-unknown", ExitCode.USAGE),
  ESP_FILE_DIFFERS("esp-file-differs", ExitCode.DAMAGED);

  private final String id;
  private final ExitCode exit;

  PartitioningProblem(String id, ExitCode exit) {
    this.id = id;
    this.exit = exit;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public ExitCode exit() {
    return exit;
  }
}
