package dev.bootferry.testing.machine;

import dev.bootferry.linux.process.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** QEMU's command line for a machine. */
final class Qemu {
  private static final Duration LIFE = Duration.ofMinutes(90);

  private Qemu() {}

  /**
   * The command. {@code setpriv} has the kernel kill the machine when the thread that started it
   * ends, so also when this process is killed.
   *
   * @param folder for the firmware's variables
   * @param sockets holds {@code serial} and {@code qmp}, to which QEMU connects
   */
  static Command command(MachineSpec spec, Path folder, Path sockets) throws IOException {
    List<String> argv = new ArrayList<>();
    argv.addAll(List.of("setpriv", "--pdeathsig", "KILL", "--", "qemu-system-x86_64"));
    argv.addAll(List.of("-nodefaults", "-no-user-config", "-nic", "none", "-display", "none"));
    argv.addAll(spec.firmware().arguments(folder));
    argv.addAll(processor(System.getenv().getOrDefault("BOOTFERRY_QEMU_ACCEL", "tcg")));
    argv.addAll(List.of("-smp", "2", "-m", spec.memoryMebibytes() + "M"));
    argv.addAll(List.of("-device", "virtio-rng-pci", "-device", "qemu-xhci,id=usb"));
    for (String line : List.of("serial", "qmp")) {
      argv.addAll(List.of("-chardev", "socket,id=" + line + ",path=" + sockets.resolve(line)));
    }
    argv.addAll(List.of("-serial", "chardev:serial", "-mon", "chardev=qmp,mode=control"));
    int number = 0;
    for (Path disk : spec.disks()) {
      String sectors =
          ",logical_block_size="
              + spec.sectorSize()
              + ",physical_block_size="
              + Math.max(4096, spec.sectorSize());
      argv.addAll(disk(spec, disk, "virtio-blk-pci", sectors, number++));
    }
    for (Path stick : spec.sticks()) {
      argv.addAll(disk(spec, stick, "usb-storage", "", number++));
    }
    return Command.of(argv).withTimeout(LIFE);
  }

  /**
   * Emulation, unless the environment asks for {@code kvm}. Without {@code cmpxchg16b}: QEMU 7.2
   * leaves rubbish in the flags after emulating it, which now and then ends Linux in a double
   * fault.
   */
  private static List<String> processor(String accelerator) {
    return accelerator.equals("kvm")
        ? List.of("-accel", "kvm", "-cpu", "host")
        : List.of("-accel", "tcg,thread=multi", "-cpu", "max,cx16=off");
  }

  private static List<String> disk(
      MachineSpec spec, Path file, String driver, String more, int number) {
    return List.of(
        "-drive",
        "if=none,format=raw,cache=unsafe,discard=unmap,id=disk"
            + number
            + (spec.discardWrites() ? ",snapshot=on" : "")
            + ",file="
            + file.toAbsolutePath().toString().replace(",", ",,"),
        "-device",
        driver + ",drive=disk" + number + ",bootindex=" + number + more);
  }
}
