package dev.bootferry.deployment.kit;

import dev.bootferry.linux.block.LoopDevice;
import dev.bootferry.linux.block.LoopOptions;
import dev.bootferry.linux.mount.Mount;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandRunner;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** A file system in a file, mounted through a loop device until it is closed. */
public final class TestDisk implements AutoCloseable {
  private final Path file;
  private final LoopDevice device;
  private final Mount mount;

  private TestDisk(Path file, LoopDevice device, Mount mount) {
    this.file = file;
    this.device = device;
    this.mount = mount;
  }

  /** Makes an ext4 file system in a folder, and mounts it there. */
  public static TestDisk ext4(CommandRunner host, Path folder, long bytes) throws IOException {
    Path file = folder.resolve("disk.img");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(bytes);
    }
    host.run(Command.of("mkfs.ext4", "-q", "-F", file.toString()));
    LoopDevice device = LoopDevice.attach(file, LoopOptions.whole(512));
    Path point = Files.createDirectory(folder.resolve("root"));
    return new TestDisk(
        file, device, Mount.fileSystem(device.path().toString(), point, "ext4", Set.of(), ""));
  }

  public Path root() {
    return mount.target();
  }

  @Override
  public void close() throws IOException {
    try (device) {
      mount.close();
    }
    Files.deleteIfExists(file);
  }
}
