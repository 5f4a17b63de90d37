package dev.bootferry.partitioning.target;

import dev.bootferry.core.ByteSize;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.partitioning.PartitioningProblem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Judges a target: pure, from a report and what the user allows. {@code --wipe} allows the loss of
 * data, never of what is in use.
 */
public final class TargetRules {
  private final TargetReport report;
  private final TargetOptions options;
  private final ByteSize minimum;
  private final List<Problem> refusals = new ArrayList<>();

  private TargetRules(TargetReport report, TargetOptions options, ByteSize minimum) {
    this.report = report;
    this.options = options;
    this.minimum = minimum;
  }

  /**
   * Judges.
   *
   * @param minimum the least size of the disk for what will be put on it
   */
  public static TargetVerdict judge(TargetReport report, TargetOptions options, ByteSize minimum) {
    return new TargetRules(report, options, minimum).judge();
  }

  private TargetVerdict judge() {
    switch (report.kind()) {
      case MISSING -> missing();
      case DIRECTORY ->
          refuse(
              PartitioningProblem.TARGET_IS_DIRECTORY,
              "it is a folder",
              "Name a disk such as /dev/sdb, or a file for a disk image.");
      case OTHER ->
          refuse(
              PartitioningProblem.TARGET_NOT_A_DISK,
              "it is neither a block device nor a regular file",
              "Name a disk such as /dev/sdb, or a file for a disk image.");
      case PARTITION ->
          refuse(
              PartitioningProblem.TARGET_NOT_A_DISK,
              "it is a partition of " + report.belongsTo(),
              "Name the whole disk, if all of it may be used: " + report.belongsTo() + ".");
      case DISK -> disk();
      case FILE -> file();
    }
    boolean inFile = report.kind() == TargetKind.FILE || report.kind() == TargetKind.MISSING;
    long bytes = inFile ? fileSize() : report.size();
    int sectorSize = inFile ? options.sectorSize().orElse(512) : report.sectorSize();
    if (isJudgedBySize() && bytes < minimum.bytes()) {
      refuse(
          PartitioningProblem.TARGET_TOO_SMALL,
          "it needs " + exact(minimum.bytes()) + " and has " + exact(bytes),
          inFile ? "Give a larger --size." : "Choose a larger disk.");
    }
    boolean erases = report.kind() == TargetKind.DISK || !report.contents().isEmpty();
    return new TargetVerdict(refusals, bytes, sectorSize, inFile && bytes != report.size(), erases);
  }

  /** A size says nothing where there is no disk; a reason by itself it is for every disk. */
  private boolean isJudgedBySize() {
    return report.kind() == TargetKind.DISK ? report.size() > 0 : refusals.isEmpty();
  }

  private void missing() {
    if (report.path().startsWith(Path.of("/dev"))) {
      refuse(
          PartitioningProblem.TARGET_MISSING,
          "there is no such device",
          "See lsblk for the disks of this machine.");
    } else if (report.belongsTo().isEmpty()) {
      refuse(
          PartitioningProblem.TARGET_MISSING,
          "the folder that should hold the file is not there",
          "Create the folder first, or mend the name.");
    } else {
      readOnly();
      space();
    }
  }

  private void disk() {
    for (String fault : report.faults()) {
      refuse(
          PartitioningProblem.DISK_READ_FAILED,
          "it cannot be looked at: " + fault,
          "Look as root; if you are, check the disk and its cable: dmesg says more.");
    }
    if (report.size() == 0 && report.faults().isEmpty()) {
      refuse(
          PartitioningProblem.TARGET_NOT_A_DISK,
          "there is no medium in it",
          "Insert one, or choose another disk.");
      return;
    }
    DeviceClass.of(report.path().toString())
        .refusal()
        .ifPresent(
            why -> refuse(PartitioningProblem.TARGET_NOT_A_DISK, why, "Choose a disk that stays."));
    options
        .size()
        .ifPresent(size -> {
          if (size.bytes() != report.size()) {
            refuse(
                PartitioningProblem.TARGET_SIZE_FIXED,
                "it is a device of " + exact(report.size()) + ", and --size asks for another",
                "Leave --size out; --root-size limits the root partition.");
          }
        });
    options
        .sectorSize()
        .ifPresent(sectorSize -> {
          if (sectorSize != report.sectorSize()) {
            refuse(
                PartitioningProblem.SECTOR_SIZE_FIXED,
                "its sectors have "
                    + report.sectorSize()
                    + " bytes, and --sector-size asks for "
                    + sectorSize,
                "Leave --sector-size out: it is for files.");
          }
        });
    if (report.sectorSize() != 512 && report.sectorSize() != 4096) {
      refuse(
          PartitioningProblem.TARGET_NOT_A_DISK,
          "its sectors have " + report.sectorSize() + " bytes",
          "Choose a disk with sectors of 512 or 4096 bytes.");
    }
    if (report.holdsSystem()) {
      refuse(
          PartitioningProblem.TARGET_IS_SYSTEM_DISK,
          "the running system is on it: " + uses(),
          "Choose another disk, or start the machine from the installer medium.");
    } else if (report.holdsMedium()) {
      refuse(
          PartitioningProblem.TARGET_IS_MEDIUM,
          "this system was started from it" + (report.uses().isEmpty() ? "" : ": " + uses()),
          "Choose another disk; a medium cannot overwrite itself.");
    } else {
      inUse();
    }
    paths();
    readOnly();
    content();
  }

  /** Writing to one path of a disk that others reach as well ruins it for them. */
  private void paths() {
    if (!report.otherPaths().isEmpty()) {
      refuse(
          PartitioningProblem.TARGET_HAS_SEVERAL_PATHS,
          "it may be the same disk as " + String.join(", ", report.otherPaths()),
          "Start multipathd and use the disk that it makes of them, or remove the other.");
    }
    if (report.contents().stream().anyMatch(t -> Signature.isOf(t, Signature.MULTIPATH))) {
      refuse(
          PartitioningProblem.TARGET_HAS_SEVERAL_PATHS,
          "it is one of several paths to a multipath disk",
          "Use the multipath disk itself, such as /dev/mapper/mpatha.");
    }
  }

  private void file() {
    inUse();
    readOnly();
    content();
    if (report.size() == 0) {
      space();
    }
  }

  private void inUse() {
    if (report.uses().isEmpty()) {
      return;
    }
    boolean mounted = report.uses().stream().anyMatch(u -> u.kind() == Use.Kind.MOUNTED);
    refuse(
        mounted ? PartitioningProblem.TARGET_MOUNTED : PartitioningProblem.TARGET_IN_USE,
        uses(),
        mounted
            ? "Unmount it first, if it is the right disk; --wipe does not do that."
            : "Stop what uses it first, if it is the right disk; --wipe does not do that.");
  }

  private void readOnly() {
    if (report.readOnly()) {
      refuse(
          PartitioningProblem.TARGET_READ_ONLY,
          "it cannot be written to",
          "Check its write protection, or choose another.");
    }
  }

  private void content() {
    boolean cut = report.kind() == TargetKind.FILE && fileSize() < report.size();
    if (!options.wipe() && !report.contents().isEmpty()) {
      refuse(
          PartitioningProblem.TARGET_NOT_EMPTY,
          "it holds " + String.join("; ", report.contents()),
          "If all of that may be lost, add --wipe.");
    } else if (!options.wipe() && cut) {
      refuse(
          PartitioningProblem.TARGET_NOT_EMPTY,
          "it has " + exact(report.size()) + ", more than --size",
          "If the rest may be cut off, add --wipe.");
    }
  }

  /** A new file is sparse: what counts is what will be written, not its size. */
  private void space() {
    if (report.freeSpace() < minimum.bytes()) {
      refuse(
          PartitioningProblem.TARGET_NO_SPACE,
          "it needs "
              + exact(minimum.bytes())
              + ", and where it is there are "
              + exact(report.freeSpace()),
          "Make room there, or put the file elsewhere.");
    }
  }

  private long fileSize() {
    return options
        .size()
        .map(ByteSize::bytes)
        .orElse(report.size() > 0 ? report.size() : TargetOptions.DEFAULT_SIZE.bytes());
  }

  private String uses() {
    return report.uses().stream().map(Use::text).distinct().collect(Collectors.joining(", "));
  }

  private void refuse(PartitioningProblem code, String why, String fix) {
    refusals.add(new Problem(code, "install to " + report.title(), why, fix));
  }

  private static String exact(long bytes) {
    return new ByteSize(bytes) + " (" + bytes + " bytes)";
  }
}
