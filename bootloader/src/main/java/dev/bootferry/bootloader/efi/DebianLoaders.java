package dev.bootferry.bootloader.efi;

import dev.bootferry.bootloader.ImageFiles;
import dev.bootferry.bootloader.efi.EfiFile.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Signed boot loaders as Debian and Ubuntu package them: single files, to be put in place by an
 * installer.
 */
final class DebianLoaders {
  private final ImageFiles image;
  private final EfiArchitecture architecture;

  DebianLoaders(ImageFiles image, EfiArchitecture architecture) {
    this.image = image;
    this.architecture = architecture;
  }

  static List<String> wanted(EfiArchitecture architecture) {
    String suffix = architecture.suffix();
    List<String> all = new ArrayList<>(shims(suffix));
    all.addAll(
        List.of(
            "usr/lib/shim/mm" + suffix + ".efi.signed",
            "usr/lib/shim/mm" + suffix + ".efi",
            "usr/lib/shim/fb" + suffix + ".efi.signed",
            "usr/lib/shim/fb" + suffix + ".efi",
            "usr/lib/shim/" + architecture.bootCsv(),
            grub(architecture)));
    return all;
  }

  /** Debian's name, then Ubuntu's. */
  private static List<String> shims(String suffix) {
    String base = "usr/lib/shim/shim" + suffix + ".efi.";
    return List.of(base + "signed", base + "signed.latest", base + "dualsigned");
  }

  private static String grub(EfiArchitecture architecture) {
    return "usr/lib/grub/"
        + architecture.grubFormat()
        + "-signed/grub"
        + architecture.suffix()
        + ".efi.signed";
  }

  /**
   * The files for the partition: a set that the firmware starts by itself from {@code EFI/BOOT},
   * and one in the vendor's folder that shim's fallback program registers with the firmware at the
   * first start. Empty when the image has no signed shim and GRUB.
   */
  List<EfiFile> files() throws IOException {
    String suffix = architecture.suffix();
    Optional<Path> shim = Optional.empty();
    for (String name : shims(suffix)) {
      shim = shim.isPresent() ? shim : image.file(name);
    }
    Optional<Path> grub = image.file(grub(architecture));
    if (shim.isEmpty() || grub.isEmpty()) {
      return List.of();
    }
    List<EfiFile> files = new ArrayList<>();
    add(files, "BOOT/" + architecture.removableLoader(), shim);
    add(files, "BOOT/grub" + suffix + ".efi", grub);
    add(files, "BOOT/mm" + suffix + ".efi", helper("mm"));

    Optional<Path> csv = image.file("usr/lib/shim/" + architecture.bootCsv());
    Optional<Path> fallback = helper("fb");
    Optional<String> vendor = vendor(Files.readAllBytes(grub.get()));
    if (csv.isPresent() && fallback.isPresent() && vendor.isPresent()) {
      add(files, "BOOT/fb" + suffix + ".efi", fallback);
      add(files, vendor.get() + "/shim" + suffix + ".efi", shim);
      add(files, vendor.get() + "/grub" + suffix + ".efi", grub);
      add(files, vendor.get() + "/mm" + suffix + ".efi", helper("mm"));
      add(files, vendor.get() + "/" + architecture.bootCsv(), csv);
    }
    return files;
  }

  private static Optional<String> vendor(byte[] grub) {
    return GrubPrefix.of(grub)
        .filter(prefix -> prefix.matches("/EFI/[A-Za-z0-9_-]{1,32}"))
        .map(prefix -> prefix.substring("/EFI/".length()))
        .filter(vendor -> !vendor.equals("BOOT"));
  }

  private Optional<Path> helper(String kind) throws IOException {
    String name = "usr/lib/shim/" + kind + architecture.suffix() + ".efi";
    Optional<Path> signed = image.file(name + ".signed");
    return signed.isPresent() ? signed : image.file(name);
  }

  private static void add(List<EfiFile> files, String path, Optional<Path> from) {
    from.ifPresent(file -> files.add(new EfiFile("EFI/" + path, new Content.Copy(file))));
  }
}
