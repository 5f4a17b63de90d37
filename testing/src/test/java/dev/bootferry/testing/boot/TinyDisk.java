package dev.bootferry.testing.boot;

import dev.bootferry.bootloader.efi.EfiFile;
import dev.bootferry.bootloader.install.BootloaderInstaller.Parts;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandRunner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/** A disk of some 200 MiB: BIOS boot, ESP, root. */
final class TinyDisk {
  static final String ROOT_UUID = "0a1b2c3d-1111-4222-8333-444455556666";
  static final String CHECKSUM = "0123456789abcdef".repeat(4);
  static final long BIOS_LBA = 2048;
  static final long BIOS_BYTES = 1 << 20;

  private static final int SECTOR = 512;
  private static final long ESP_LBA = 4096;

  /** Enough for FAT32, which must have 65525 clusters: with fewer it is read as FAT16. */
  private static final long ESP_SECTORS = 81_920;

  private static final long ROOT_LBA = ESP_LBA + ESP_SECTORS;
  private static final long ROOT_SECTORS = 320_000;

  private final CommandRunner commands;
  private final Path folder;
  private final Map<String, String> entries = new TreeMap<>();

  TinyDisk(CommandRunner commands, Path folder) {
    this.commands = commands;
    this.folder = folder;
  }

  /** One boot entry, as libostree spells it. */
  TinyDisk entry(String fileName, int version, String title, String options) {
    String kernels = "/boot/ostree/default-" + CHECKSUM;
    entries.put(
        fileName,
        "title %s\nversion %d\noptions %s ostree=/ostree/boot.1/default/%s/0\n"
                .formatted(title, version, options, CHECKSUM)
            + "linux %s/vmlinuz-1\ninitrd %s/initramfs-1.img\n".formatted(kernels, kernels));
    return this;
  }

  /** Writes the disk. */
  Path write(TinySystem system, Parts parts, String fileSystem) throws IOException {
    Path tree = folder.resolve("tree");
    Path kernels = tree.resolve("boot/ostree/default-" + CHECKSUM);
    Files.createDirectories(kernels);
    Files.copy(system.kernel(), kernels.resolve("vmlinuz-1"));
    Files.write(kernels.resolve("initramfs-1.img"), system.initramfs());
    Files.createDirectories(tree.resolve("boot/loader.1/entries"));
    Files.createSymbolicLink(tree.resolve("boot/loader"), Path.of("loader.1"));
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      Files.writeString(
          tree.resolve("boot/loader.1/entries").resolve(entry.getKey()), entry.getValue());
    }
    for (Map.Entry<String, byte[]> file : parts.root().entrySet()) {
      Path target = tree.resolve(file.getKey());
      Files.createDirectories(target.resolveSibling("."));
      Files.write(target, file.getValue());
    }
    Path disk = folder.resolve("disk.img");
    allocate(disk, (ROOT_LBA + ROOT_SECTORS + 2048) * SECTOR);
    commands.run(
        Command.of(
            "sgdisk",
            "--new=1:" + BIOS_LBA + ":4095",
            "--typecode=1:ef02",
            "--new=2:" + ESP_LBA + ":" + (ROOT_LBA - 1),
            "--typecode=2:ef00",
            "--new=3:" + ROOT_LBA + ":" + (ROOT_LBA + ROOT_SECTORS - 1),
            "--typecode=3:8304",
            disk.toString()));
    root(tree, disk, fileSystem);
    efiSystem(parts, disk);
    if (parts.bios().isPresent()) {
      put(disk, 0, parts.bios().get().bootCode());
      put(disk, BIOS_LBA * SECTOR, parts.bios().get().core());
    }
    return disk;
  }

  private void root(Path tree, Path disk, String fileSystem) throws IOException {
    Path image = folder.resolve("root.img");
    allocate(image, ROOT_SECTORS * SECTOR);
    switch (fileSystem) {
      case "ext4" ->
          commands.run(
              Command.of(
                  "mke2fs", "-q", "-t", "ext4", "-U", ROOT_UUID, "-d", "" + tree, "" + image));
      case "btrfs" ->
          commands.run(
              Command.of("mkfs.btrfs", "-q", "-U", ROOT_UUID, "-r", "" + tree, "" + image));
      default -> throw new IllegalArgumentException(fileSystem);
    }
    commands.run(
        Command.of(
            "dd",
            "if=" + image,
            "of=" + disk,
            "bs=1M",
            "seek=" + (ROOT_LBA * SECTOR),
            "oflag=seek_bytes",
            "conv=notrunc,sparse"));
  }

  private void efiSystem(Parts parts, Path disk) throws IOException {
    Path image = folder.resolve("esp.img");
    allocate(image, ESP_SECTORS * SECTOR);
    commands.run(Command.of("mkfs.vfat", "-F", "32", "-s", "1", image.toString()));
    Path esp = folder.resolve("esp");
    for (EfiFile file : parts.efiSystem()) {
      Path target = esp.resolve(file.path());
      Files.createDirectories(target.resolveSibling("."));
      Files.write(target, file.bytes());
    }
    if (!parts.efiSystem().isEmpty()) {
      commands.run(Command.of("mcopy", "-s", "-i", "" + image, "" + esp.resolve("EFI"), "::/"));
    }
    put(disk, ESP_LBA * SECTOR, Files.readAllBytes(image));
  }

  private static void allocate(Path file, long size) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(1), size - 1);
    }
  }

  private static void put(Path disk, long offset, byte[] content) throws IOException {
    try (FileChannel channel = FileChannel.open(disk, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes, offset + bytes.position());
      }
    }
  }
}
