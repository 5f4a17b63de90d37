package dev.bootferry.bootloader.efi;

import dev.bootferry.bootloader.BootloaderProblem;
import dev.bootferry.bootloader.ImageFiles;
import dev.bootferry.bootloader.efi.EfiFile.Content;
import dev.bootferry.core.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Boot loaders that an image brings in the shape they have on the partition, as the Fedora family
 * does. Not tried on a real such image.
 */
final class ReadyTrees {
  /** Where bootupd keeps them, and where the packages put them, before and since Fedora 43. */
  static final List<String> FOLDERS =
      List.of("usr/lib/bootupd/updates/EFI", "usr/lib/efi", "boot/efi/EFI");

  /** A complete set has some twenty files and ten megabytes. */
  private static final int FILES_LIMIT = 200;

  private static final long SIZE_LIMIT = 64L << 20;
  private static final int DEPTH_LIMIT = 6;

  private ReadyTrees() {}

  /**
   * The files of the first folder that can start this architecture.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code boot-loader-unfit} when it holds far
   *     more than a boot loader
   */
  static List<EfiFile> files(ImageFiles image, EfiArchitecture architecture) throws IOException {
    for (String folder : FOLDERS) {
      Optional<Path> place = image.file(folder);
      if (place.isPresent() && Files.isDirectory(place.get(), LinkOption.NOFOLLOW_LINKS)) {
        List<EfiFile> files = read(folder, place.get());
        if (has(files, architecture.removableLoader())
            && has(files, "grub" + architecture.suffix() + ".efi")) {
          return files;
        }
      }
    }
    return List.of();
  }

  private static boolean has(List<EfiFile> files, String name) {
    String end = "/" + name.toLowerCase(Locale.ROOT);
    return files.stream().anyMatch(file -> file.path().toLowerCase(Locale.ROOT).endsWith(end));
  }

  private static List<EfiFile> read(String folder, Path place) throws IOException {
    // The partition knows no difference between upper and lower case.
    TreeMap<String, EfiFile> files = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    long size = 0;
    List<Path> found;
    try (Stream<Path> walk = Files.walk(place, DEPTH_LIMIT)) {
      found = walk.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).toList();
    }
    for (Path file : found) {
      String name = place.relativize(file).toString();
      // Since Fedora 43: usr/lib/efi/PACKAGE/VERSION/EFI/...
      int efi = ("/" + name).indexOf("/EFI/");
      boolean packaged = folder.equals("usr/lib/efi");
      if (packaged && efi < 0) {
        continue;
      }
      String inside = packaged ? name.substring(efi + "EFI/".length()) : name;
      size += Files.size(file);
      files.putIfAbsent("EFI/" + inside, new EfiFile("EFI/" + inside, new Content.Copy(file)));
      if (files.size() > FILES_LIMIT || size > SIZE_LIMIT) {
        throw new Problem(
                BootloaderProblem.BOOT_LOADER_UNFIT,
                "take the boot loader from the image's " + folder,
                "it holds more than " + FILES_LIMIT + " files or " + (SIZE_LIMIT >> 20) + " MiB",
                "Leave only the boot loader's files in that folder of the image.")
            .exception();
      }
    }
    return new ArrayList<>(files.values());
  }
}
