package dev.bootferry.installer.system;

import dev.bootferry.core.Secret;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.installer.InstallerProblem;
import dev.bootferry.partitioning.layout.DiskLayout;
import dev.bootferry.partitioning.layout.Volume;
import dev.bootferry.partitioning.wish.VolumeRole;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What makes a partition take the rest of its disk at the first boot: for an image that is written
 * once and put on disks of many sizes. A unit that runs once, with tools that the new system has.
 */
public final class GrowUnit {
  private static final String UNIT = "etc/systemd/system/bootferry-grow.service";
  private static final String WANTED =
      "etc/systemd/system/multi-user.target.wants/bootferry-grow.service";
  private static final String SCRIPT = "etc/bootferry/grow";
  private static final String GROWFS = "/usr/lib/systemd/systemd-growfs";

  /** Where each of the programs may be. */
  private static final List<List<String>> PROGRAMS =
      List.of(
          List.of("usr/sbin/sfdisk", "usr/bin/sfdisk", "sbin/sfdisk"),
          List.of("usr/sbin/partx", "usr/bin/partx", "sbin/partx"),
          List.of("usr/bin/lsblk", "bin/lsblk"),
          List.of(GROWFS.substring(1)));

  private GrowUnit() {}

  /**
   * Makes sure that the new system can do it.
   *
   * @throws ProblemException {@code settings-unfit}
   */
  public static void requirePrograms(ImageFiles image) {
    List<String> missing =
        PROGRAMS.stream()
            .filter(places -> places.stream().noneMatch(image::has))
            .map(places -> "/" + places.getFirst())
            .toList();
    if (!missing.isEmpty()) {
      throw unfit(
          "the image has no " + String.join(", no ", missing),
          "Put util-linux, fdisk and systemd into the image, or leave out grow.");
    }
  }

  /**
   * What is written for a disk; nothing when no partition grows.
   *
   * @throws ProblemException {@code settings-unfit} when another one lies behind it
   */
  public static List<SettingsPlan.Entry> entries(DiskLayout layout) {
    Optional<Volume> found = layout.volumes().stream().filter(Volume::grow).findFirst();
    if (found.isEmpty()) {
      return List.of();
    }
    Volume volume = found.get();
    boolean last =
        layout.table().partitions().stream()
            .max(Comparator.comparingLong(p -> p.firstLba()))
            .filter(volume.partition()::equals)
            .isPresent();
    if (!last) {
      throw unfit(
          "the partition \""
              + volume.partition().name()
              + "\" is to grow, and another one lies behind it",
          "Put it last in the layout.");
    }
    return List.of(
        new SettingsPlan.WriteFile(SCRIPT, Secret.of(script(volume)), 0755, 0, 0),
        new SettingsPlan.WriteFile(UNIT, Secret.of(unit(volume)), 0644, 0, 0),
        new SettingsPlan.MakeLink(WANTED, "/" + UNIT));
  }

  private static ProblemException unfit(String why, String fix) {
    return new Problem(
            InstallerProblem.SETTINGS_UNFIT, "let a partition grow at the first boot", why, fix)
        .exception();
  }

  private static String unit(Volume volume) {
    return """
    # Written by the installer.
    [Unit]
    Description=Let the partition "%s" take the rest of its disk, once
    ConditionPathExists=!/var/lib/bootferry/grown
    RequiresMountsFor=/var

    [Service]
    Type=oneshot
    ExecStart=/bin/sh /%s

    [Install]
    WantedBy=multi-user.target
    """
        .formatted(volume.partition().name(), SCRIPT);
  }

  /** On the physical root, which is mounted to be read only, the work is done in private. */
  private static String script(Volume volume) {
    List<String> lines = new ArrayList<>();
    int number = volume.partition().number();
    lines.add("#!/bin/sh");
    lines.add("# Written by the installer, and run once by bootferry-grow.service.");
    lines.add("set -eu");
    lines.add(
        "partition=$(readlink -f /dev/disk/by-partuuid/"
            + volume.partition().id().toString().toLowerCase(Locale.ROOT)
            + ")");
    lines.add("disk=/dev/$(lsblk -dno PKNAME \"$partition\")");
    lines.add("# The backup of the table belongs to the end of the disk.");
    lines.add("sfdisk --no-tell-kernel --relocate gpt-bak-std \"$disk\"");
    lines.add(
        "echo ', +' | sfdisk --no-reread --no-tell-kernel --force -N " + number + " \"$disk\"");
    lines.add("partx --update --nr " + number + " \"$disk\"");
    if (volume.role() == VolumeRole.ROOT) {
      lines.add("unshare --mount sh -c 'mount -o remount,rw /sysroot && " + GROWFS + " /sysroot'");
    } else {
      // A mount that may fail is not waited for at boot, and its unit has the name without links.
      volume
          .mount()
          .ifPresent(mount ->
              lines.addAll(
                  List.of(
                      "mount=$(readlink -f " + mount + ")",
                      "systemctl start \"$(systemd-escape --path --suffix=mount \"$mount\")\"",
                      GROWFS + " \"$mount\"")));
    }
    lines.add("mkdir -p /var/lib/bootferry");
    lines.add(": >/var/lib/bootferry/grown");
    return String.join("\n", lines) + "\n";
  }
}
