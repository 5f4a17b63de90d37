package dev.bootferry.bootloader.efi;

import dev.bootferry.bootloader.ImageFiles;
import dev.bootferry.bootloader.efi.EfiFile.Content;
import dev.bootferry.bootloader.grub.GrubConfiguration;
import dev.bootferry.bootloader.grub.GrubTools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Chooses what starts a UEFI machine: the image's signed shim and GRUB, which Secure Boot accepts,
 * or else a GRUB of the image's modules, which it does not.
 */
public final class EfiFiles {
  /** Names by the architecture's suffix: {@code X64} in BOOTX64.EFI. */
  private static final String SUFFIX = "x64";

  private static final List<String> SHIM =
      List.of("usr/lib/shim/shimx64.efi.signed", "usr/share/shim-signed/shimx64.efi.signed");
  private static final List<String> MOK_MANAGER =
      List.of("usr/lib/shim/mmx64.efi.signed", "usr/lib/shim/mmx64.efi");
  private static final List<String> SIGNED_GRUB =
      List.of("usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed");

  /** The folder on the partition where a signed GRUB looks for its configuration. */
  private static final Pattern PREFIX = Pattern.compile("/EFI/([A-Za-z0-9_-]{1,32})(?=\0)");

  private EfiFiles() {}

  /** What the image must be asked for. */
  public static List<String> wanted() {
    List<String> all = new ArrayList<>(SHIM);
    all.addAll(MOK_MANAGER);
    all.addAll(SIGNED_GRUB);
    return all;
  }

  /** Whether the image has what Secure Boot accepts. */
  public static boolean signed(ImageFiles image) throws IOException {
    return first(image, SHIM).isPresent() && first(image, SIGNED_GRUB).isPresent();
  }

  /**
   * The files for the partition, in order of their paths.
   *
   * @param grub makes an image where there is no signed one
   */
  public static List<EfiFile> of(ImageFiles image, GrubTools grub, String rootUuid)
      throws IOException {
    List<EfiFile> files = new ArrayList<>();
    String loader = "EFI/BOOT/BOOT" + SUFFIX.toUpperCase(java.util.Locale.ROOT) + ".EFI";
    Optional<Path> shim = first(image, SHIM);
    Optional<Path> signedGrub = first(image, SIGNED_GRUB);
    if (shim.isPresent() && signedGrub.isPresent()) {
      files.add(new EfiFile(loader, new Content.Copy(shim.get())));
      first(image, MOK_MANAGER)
          .ifPresent(mm -> files.add(new EfiFile("EFI/BOOT/mmx64.efi", new Content.Copy(mm))));
      EfiFile copy = new EfiFile("EFI/BOOT/grubx64.efi", new Content.Copy(signedGrub.get()));
      files.add(copy);
      for (String folder : prefixes(copy.bytes())) {
        files.add(
            new EfiFile(
                "EFI/" + folder + "/grub.cfg", new Content.Made(GrubConfiguration.stub(rootUuid))));
      }
    } else {
      files.add(new EfiFile(loader, new Content.Made(grub.make("x86_64-efi", rootUuid))));
    }
    files.sort(java.util.Comparator.comparing(EfiFile::path));
    return files;
  }

  /** Debian's GRUB looks in /EFI/debian, whatever folder it was started from. */
  private static java.util.SortedSet<String> prefixes(byte[] grub) {
    TreeSet<String> folders = new TreeSet<>();
    Matcher matcher = PREFIX.matcher(new String(grub, StandardCharsets.ISO_8859_1));
    while (matcher.find()) {
      folders.add(matcher.group(1));
    }
    folders.add("BOOT");
    return folders;
  }

  private static Optional<Path> first(ImageFiles image, List<String> paths) throws IOException {
    for (String path : paths) {
      Optional<Path> found = image.file(path);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
