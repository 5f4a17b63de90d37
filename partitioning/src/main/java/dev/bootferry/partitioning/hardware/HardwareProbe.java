package dev.bootferry.partitioning.hardware;

import dev.bootferry.linux.process.CommandRunner;
import dev.bootferry.partitioning.hardware.Hardware.Firmware;
import dev.bootferry.partitioning.target.DeviceFacts;
import dev.bootferry.partitioning.target.PartitionFacts;
import dev.bootferry.partitioning.target.SystemDevices;
import dev.bootferry.partitioning.target.TargetInspector;
import dev.bootferry.partitioning.target.TargetInspector.Inspected;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Describes a machine. It changes nothing and mounts nothing. */
public final class HardwareProbe {
  private static final Pattern MEMORY = Pattern.compile("(?m)^MemTotal:\\s+(\\d{1,15}) kB$");

  /** The variable of UEFI's own namespace; behind four bytes of attributes stands one of value. */
  private static final String SECURE_BOOT =
      "sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c";

  private final Path root;
  private final TargetInspector inspector;
  private final InstalledSystem installedSystem;

  /** Of this machine. */
  public HardwareProbe(CommandRunner runner) {
    this(Path.of("/"), new SystemDevices(), runner);
  }

  /**
   * Of a machine that is described by a folder.
   *
   * @param root holds {@code dev}, {@code proc} and {@code sys}
   */
  public HardwareProbe(Path root, DeviceFacts facts, CommandRunner runner) {
    this.root = root;
    this.inspector = new TargetInspector(root, facts, runner);
    this.installedSystem = new InstalledSystem(root, runner);
  }

  /**
   * Looks. What cannot be found out of a disk, as without root, stands in its faults.
   *
   * @throws dev.bootferry.core.problem.ProblemException where {@code /proc} or {@code /sys} is not
   *     as it should be
   */
  public Hardware probe() {
    return new Hardware(
        architecture(),
        firmware(),
        memory(),
        inspector.inspectAll().stream().map(this::describe).toList(),
        links());
  }

  private DiskDescription describe(Inspected disk) {
    List<FoundPartition> partitions =
        disk.report().found().stream().map(HardwareProbe::partition).toList();
    String path = disk.report().path().toString();
    return new DiskDescription(
        path,
        disk.identity().model(),
        disk.identity().vendor(),
        disk.identity().serial(),
        disk.identity().wwn(),
        disk.identity().links(),
        disk.report().size(),
        disk.report().sectorSize(),
        disk.identity().rotational(),
        disk.identity().removable(),
        disk.report().readOnly(),
        disk.identity().transport(),
        disk.report().table(),
        partitions,
        disk.report().uses(),
        disk.report().holdsSystem(),
        disk.report().holdsMedium(),
        disk.report().contents(),
        installedSystem.on(path, partitions),
        disk.report().faults());
  }

  private static FoundPartition partition(PartitionFacts facts) {
    return new FoundPartition(
        facts.number(), facts.name(), facts.type(), facts.place(), facts.content(), facts.label());
  }

  private static String architecture() {
    String name = System.getProperty("os.arch", "unknown");
    return name.equals("aarch64") ? "arm64" : name;
  }

  private Firmware firmware() {
    if (Files.isDirectory(root.resolve("sys/firmware/efi"))) {
      return isSecure() ? Firmware.SECURE_BOOT : Firmware.UEFI;
    }
    return architecture().equals("amd64") ? Firmware.BIOS : Firmware.OTHER;
  }

  private boolean isSecure() {
    try {
      byte[] variable = Files.readAllBytes(root.resolve(SECURE_BOOT));
      return variable.length == 5 && variable[4] == 1;
    } catch (IOException e) {
      return false; // Firmware without Secure Boot has no such variable.
    }
  }

  private long memory() {
    try {
      Matcher matcher = MEMORY.matcher(Files.readString(root.resolve("proc/meminfo")));
      return matcher.find() ? Long.parseLong(matcher.group(1)) * 1024 : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /** Those of hardware: bridges and the like are made by programs that run now. */
  private List<String> links() {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> links =
        Files.newDirectoryStream(
            root.resolve("sys/class/net"), link -> Files.exists(link.resolve("device")))) {
      links.forEach(link -> names.add(String.valueOf(link.getFileName())));
    } catch (IOException | DirectoryIteratorException e) {
      return List.of();
    }
    names.sort(null);
    return names;
  }
}
