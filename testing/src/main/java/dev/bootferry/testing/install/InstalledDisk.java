package dev.bootferry.testing.install;

import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.data.JsonValue.JsonString;
import dev.bootferry.linux.block.LoopDevice;
import dev.bootferry.linux.block.LoopOptions;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.program.Bootferry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A disk image that {@code install to-disk} made, with what the program said of it.
 *
 * @param image to be read only, unless it is a copy
 * @param result the document that {@code --json} printed
 */
public record InstalledDisk(Path image, JsonObject result) {
  private static final Map<String, InstalledDisk> SAMPLES = new ConcurrentHashMap<>();

  /** The sample set on this file system; installed once in a run. */
  public static InstalledDisk sample(String fileSystem) {
    return SAMPLES.computeIfAbsent(
        fileSystem,
        type ->
            install(
                new Bootferry(new SystemCommandRunner()).withoutNetwork(),
                SampleSet.bundle().toString(),
                RunFolder.path().resolve(type + ".img"),
                "--filesystem",
                type));
  }

  /** Installs onto a file; anything but success is an error that shows what was said. */
  public static InstalledDisk install(
      Bootferry program, String source, Path image, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("install", "to-disk", "--source", source, "--yes", "--json"));
    arguments.addAll(List.of(options));
    arguments.add(image.toString());
    CommandResult done = program.run(arguments.toArray(String[]::new));
    return new InstalledDisk(image, Json.readObject(done.output(), "the output"));
  }

  /** The same installation on a copy of the disk. */
  public InstalledDisk on(Path copy) {
    return new InstalledDisk(copy, result);
  }

  public JsonObject plan() {
    return result.object("plan");
  }

  public String fileSystem() {
    return plan().string("rootFileSystem").orElseThrow();
  }

  public List<String> kargs() {
    return plan().array("kargs").stream().map(k -> ((JsonString) k).value()).toList();
  }

  /** Where a partition is: {@code root}, {@code EFI-SYSTEM} or {@code BIOS-BOOT}. */
  public LoopOptions place(String partition) {
    return plan().array("partitions").stream()
        .map(JsonObject.class::cast)
        .filter(p -> p.string("name").filter(partition::equals).isPresent())
        .map(p ->
            LoopOptions.part(
                p.number("offset").orElseThrow(),
                p.number("size").orElseThrow(),
                (int) plan().number("sectorSize").orElseThrow().longValue()))
        .findFirst()
        .orElseThrow();
  }

  /** A loop device that shows a partition. */
  public LoopDevice attach(String partition) {
    return LoopDevice.attach(image, place(partition));
  }

  /** Mounts the root for reading. */
  public MountedRoot mount() {
    return MountedRoot.of(this, true);
  }

  /** Mounts the root of a copy. */
  public MountedRoot mountWritable() {
    return MountedRoot.of(this, false);
  }
}
