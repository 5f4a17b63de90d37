package dev.bootferry.partitioning.target;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.linux.LinuxProblem;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.CommandRunner;
import dev.bootferry.partitioning.disk.DiskFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A machine described by a folder with {@code dev}, {@code proc} and {@code sys} in it. */
public final class FakeMachine implements DeviceFacts {
  private static final String NO_SIGNATURES = "{\"signatures\": []}";

  private final Path root;
  private final Map<Path, String> numbers = new HashMap<>();
  private final Map<Path, Integer> sectorSizes = new HashMap<>();
  private final Set<Path> readOnly = new HashSet<>();
  private final Set<Path> claimed = new HashSet<>();
  private final Map<String, String> commands = new TreeMap<>();
  private long freeSpace = 1L << 40;

  FakeMachine(Path folder) throws IOException {
    root = folder.toRealPath();
    Files.createDirectories(root.resolve("dev/disk/by-id"));
    Files.createDirectories(root.resolve("proc/self"));
    Files.createDirectories(root.resolve("sys/class/block"));
    Files.createDirectories(root.resolve("images"));
    write("proc/self/mountinfo", "1 0 0:1 / / rw - tmpfs tmpfs rw\n");
    write("proc/swaps", "Filename Type Size Used Priority\n");
    answer("wipefs", NO_SIGNATURES);
  }

  TargetInspector inspector() {
    CommandRunner runner =
        command -> {
          String answer = commands.get(command.argv().getFirst());
          if (answer == null) {
            throw new Problem(
                    LinuxProblem.COMMAND_NOT_FOUND, "run " + command.line(), "none", "Install it.")
                .exception();
          }
          byte[] output = answer.getBytes(StandardCharsets.UTF_8);
          return new CommandResult(answer.isEmpty() ? 2 : 0, output, "");
        };
    return new TargetInspector(root, this, runner);
  }

  /** A whole disk of this size, empty. */
  FakeMachine disk(String name, String number, long size) {
    Path sys = folder("sys/class/block/" + name);
    write(sys.resolve("dev"), number + "\n");
    folder("sys/class/block/" + name + "/holders");
    Path device = root.resolve("dev/" + name);
    DiskFile.resize(device, size);
    numbers.put(device, number);
    return this;
  }

  FakeMachine partition(String disk, String name, String number) throws IOException {
    Path sys = folder("sys/class/block/" + disk + "/" + name);
    write(sys.resolve("dev"), number + "\n");
    write(sys.resolve("partition"), "1\n");
    folder("sys/class/block/" + disk + "/" + name + "/holders");
    Path link = root.resolve("sys/class/block/" + name);
    Path _ = Files.createSymbolicLink(link, Path.of(disk, name));
    Path device = root.resolve("dev/" + name);
    DiskFile.resize(device, 1 << 20);
    numbers.put(device, number);
    return this;
  }

  FakeMachine holder(String of, String holder, String mappedName) {
    folder("sys/class/block/" + of + "/holders/" + holder);
    folder("sys/class/block/" + holder + "/dm");
    write("sys/class/block/" + holder + "/dm/name", mappedName + "\n");
    return this;
  }

  FakeMachine loop(String name, String backing) {
    folder("sys/class/block/" + name + "/loop");
    write("sys/class/block/" + name + "/dev", "7:0\n");
    write("sys/class/block/" + name + "/loop/backing_file", backing + "\n");
    return this;
  }

  FakeMachine mount(String number, String source, String target) {
    append(
        "proc/self/mountinfo", "9 1 " + number + " / " + target + " rw - ext4 " + source + " rw\n");
    return this;
  }

  FakeMachine swap(String name) {
    append("proc/swaps", name + " partition 1024 0 -2\n");
    return this;
  }

  FakeMachine sectorSize(String device, int bytes) {
    sectorSizes.put(root.resolve(device), bytes);
    return this;
  }

  FakeMachine readOnly(String path) {
    readOnly.add(root.resolve(path));
    return this;
  }

  FakeMachine claimed(String path) {
    claimed.add(root.resolve(path));
    return this;
  }

  FakeMachine freeSpace(long bytes) {
    freeSpace = bytes;
    return this;
  }

  /** An empty answer stands for a failing program, which is what blkid does without a result. */
  FakeMachine answer(String program, String output) {
    commands.put(program, output);
    return this;
  }

  FakeMachine without(String program) {
    commands.remove(program);
    return this;
  }

  Path at(String path) {
    return root.resolve(path);
  }

  void write(String path, String text) {
    write(root.resolve(path), text);
  }

  private void append(String path, String text) {
    try {
      write(path, Files.readString(root.resolve(path)) + text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Path _ = Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path folder(String path) {
    try {
      return Files.createDirectories(root.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public TargetKind kind(Path path) {
    if (numbers.containsKey(path)) {
      return TargetKind.DISK;
    }
    if (Files.isDirectory(path)) {
      return TargetKind.DIRECTORY;
    }
    if (path.endsWith("dev/tty")) {
      return TargetKind.OTHER;
    }
    return Files.exists(path) ? TargetKind.FILE : TargetKind.MISSING;
  }

  @Override
  public String number(Path device) {
    return numbers.getOrDefault(device, "0:0");
  }

  @Override
  public long size(Path path) {
    try {
      return Files.size(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int sectorSize(Path device) {
    return sectorSizes.getOrDefault(device, 512);
  }

  @Override
  public boolean isReadOnly(Path path) {
    return readOnly.contains(path);
  }

  @Override
  public boolean isClaimed(Path path) {
    return claimed.contains(path);
  }

  @Override
  public long freeSpace(Path file) {
    return freeSpace;
  }
}
