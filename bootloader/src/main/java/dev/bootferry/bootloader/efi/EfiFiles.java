package dev.bootferry.bootloader.efi;

import dev.bootferry.bootloader.ImageFiles;
import dev.bootferry.bootloader.efi.EfiFile.Content;
import dev.bootferry.bootloader.grub.GrubConfiguration;
import dev.bootferry.bootloader.grub.GrubTools;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Chooses what starts a UEFI machine: the image's signed shim and GRUB, which Secure Boot accepts,
 * or else a GRUB made of the image's modules, which it does not.
 */
public final class EfiFiles {
  private EfiFiles() {}

  /** What the image must be asked for: files, and folders with all that is in them. */
  public static List<String> wanted() {
    List<String> all = new ArrayList<>(ReadyTrees.FOLDERS);
    for (EfiArchitecture architecture : EfiArchitecture.values()) {
      all.addAll(DebianLoaders.wanted(architecture));
    }
    return all;
  }

  /** Whether the image has what Secure Boot accepts on x86-64. */
  public static boolean signed(ImageFiles image) throws IOException {
    return signed(image, EfiArchitecture.X64);
  }

  /** Whether the image has what Secure Boot accepts. */
  public static boolean signed(ImageFiles image, EfiArchitecture architecture) throws IOException {
    return !signedFiles(image, architecture).isEmpty();
  }

  /** The files for the partition of an x86-64 machine, in order of their paths. */
  public static List<EfiFile> of(ImageFiles image, GrubTools grub, String rootUuid)
      throws IOException {
    return of(image, grub, rootUuid, EfiArchitecture.X64);
  }

  /**
   * The files for the partition, in order of their paths.
   *
   * @param grub makes an image where there is no signed one
   * @throws dev.bootferry.core.problem.ProblemException {@code boot-loader-unfit}, {@code
   *     command-failed}
   */
  public static List<EfiFile> of(
      ImageFiles image, GrubTools grub, String rootUuid, EfiArchitecture architecture)
      throws IOException {
    List<EfiFile> files = new ArrayList<>(signedFiles(image, architecture));
    if (files.isEmpty()) {
      files.add(
          new EfiFile(
              "EFI/BOOT/" + architecture.removableLoader(),
              new Content.Made(grub.make(architecture.grubFormat(), rootUuid))));
    } else {
      for (String folder : prefixes(files, architecture)) {
        String path = folder + "/grub.cfg";
        files.removeIf(file -> file.path().equalsIgnoreCase(path));
        files.add(new EfiFile(path, new Content.Made(GrubConfiguration.stub(rootUuid))));
      }
    }
    files.sort(Comparator.comparing(EfiFile::path));
    return List.copyOf(files);
  }

  private static List<EfiFile> signedFiles(ImageFiles image, EfiArchitecture architecture)
      throws IOException {
    List<EfiFile> debian = new DebianLoaders(image, architecture).files();
    return debian.isEmpty() ? ReadyTrees.files(image, architecture) : debian;
  }

  /**
   * Where the GRUBs look for their configuration: in the folder built into them, wherever they were
   * started from; one without such a folder in its own.
   */
  private static SortedSet<String> prefixes(List<EfiFile> files, EfiArchitecture architecture)
      throws IOException {
    SortedSet<String> folders = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    String grub = "/grub" + architecture.suffix() + ".efi";
    for (EfiFile file : files) {
      if (file.path().toLowerCase(Locale.ROOT).endsWith(grub)) {
        String own = file.path().substring(0, file.path().lastIndexOf('/'));
        folders.add(
            GrubPrefix.of(file.bytes())
                .filter(prefix -> prefix.matches("/EFI/[A-Za-z0-9_-]{1,32}"))
                .map(prefix -> prefix.substring(1))
                .orElse(own));
      }
    }
    return folders;
  }
}
