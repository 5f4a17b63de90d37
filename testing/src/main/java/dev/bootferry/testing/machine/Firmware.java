package dev.bootferry.testing.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** What a machine starts its boot loader with. */
public enum Firmware {
  /** SeaBIOS, which QEMU brings. */
  BIOS,
  /** OVMF without Secure Boot. */
  UEFI,
  /** OVMF with Secure Boot on, and Microsoft's keys. */
  UEFI_SECURE_BOOT;

  /** The free slot of a q35 machine, where a device may come later. */
  private static final String HOT_PLUG = "hot";

  private static final Path OVMF = Path.of("/usr/share/OVMF");

  /** QEMU's arguments; the variables' store is copied, as the firmware writes to it. */
  List<String> arguments(Path folder) throws IOException {
    return switch (this) {
      case BIOS -> List.of();
      case UEFI -> flash(folder, "OVMF_CODE_4M.fd", "OVMF_VARS_4M.fd");
      case UEFI_SECURE_BOOT -> flash(folder, "OVMF_CODE_4M.ms.fd", "OVMF_VARS_4M.ms.fd");
    };
  }

  /** The bus where a virtio disk can be plugged in while the machine runs. */
  String hotPlugBus() {
    return this == BIOS ? "pci.0" : HOT_PLUG;
  }

  private static List<String> flash(Path folder, String code, String variables) throws IOException {
    Path store = folder.resolve("firmware-variables.fd");
    if (!Files.exists(store)) {
      Files.copy(OVMF.resolve(variables), store, StandardCopyOption.REPLACE_EXISTING);
    }
    return List.of(
        "-machine",
        "q35,smm=on",
        "-global",
        "driver=cfi.pflash01,property=secure,value=on",
        "-device",
        "pcie-root-port,id=" + HOT_PLUG + ",chassis=9,slot=9",
        "-drive",
        "if=pflash,format=raw,unit=0,readonly=on,file=" + OVMF.resolve(code),
        "-drive",
        "if=pflash,format=raw,unit=1,file=" + store);
  }
}
