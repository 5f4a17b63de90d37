package dev.bootferry.bootloader.bootupd;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The call by which an image that ships bootupd puts its own boot loader on a disk, as bootc makes
 * it.
 *
 * @param withUuid true lets the static configuration name the boot file system by its UUID
 * @param updateFirmware registers the system with the firmware of the machine it runs on; never for
 *     an image meant for other machines
 * @param device the whole disk, for a BIOS; empty has bootupd find it from the file system
 */
public record BootupdCall(boolean withUuid, boolean updateFirmware, Optional<Path> device) {
  /** Where the program sees the physical root: in the deployment that it is started in. */
  static final String PHYSICAL_ROOT = "/sysroot";

  /** The program and its arguments. */
  public List<String> arguments() {
    List<String> argv = new ArrayList<>(List.of("bootupctl", "backend", "install"));
    argv.add(withUuid ? "--write-uuid" : "--with-static-configs");
    if (updateFirmware) {
      argv.addAll(List.of("--update-firmware", "--auto"));
    }
    if (device.isPresent()) {
      argv.addAll(List.of("--device", device.get().toString()));
    } else {
      argv.addAll(List.of("--filesystem", PHYSICAL_ROOT));
    }
    argv.add("/");
    return argv;
  }
}
