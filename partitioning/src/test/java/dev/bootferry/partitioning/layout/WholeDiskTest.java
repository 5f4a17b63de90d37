package dev.bootferry.partitioning.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.ByteSize;
import dev.bootferry.linux.block.BlockDevices;
import dev.bootferry.linux.block.LoopDevice;
import dev.bootferry.linux.block.LoopOptions;
import dev.bootferry.linux.mount.Mount;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.partitioning.Architecture;
import dev.bootferry.partitioning.disk.DiskFile;
import dev.bootferry.partitioning.disk.DiskGeometry;
import dev.bootferry.partitioning.disk.Extent;
import dev.bootferry.partitioning.esp.EspFile;
import dev.bootferry.partitioning.esp.EspPath;
import dev.bootferry.partitioning.esp.EspVolume;
import dev.bootferry.partitioning.filesystem.FileSystemCheck;
import dev.bootferry.partitioning.filesystem.FileSystemMaker;
import dev.bootferry.partitioning.filesystem.FileSystemSpec;
import dev.bootferry.partitioning.filesystem.FileSystemType;
import dev.bootferry.partitioning.filesystem.Tools;
import dev.bootferry.partitioning.gpt.DiskEraser;
import dev.bootferry.partitioning.gpt.FoundTable;
import dev.bootferry.partitioning.gpt.GptReader;
import dev.bootferry.partitioning.gpt.GptWriter;
import dev.bootferry.partitioning.target.TargetInspector;
import dev.bootferry.partitioning.wish.LayoutWish;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A disk from empty to complete, in the order of an installation, over an older one. */
@Tag("system")
@Timeout(300)
class WholeDiskTest {
  private static final long GIB = 1L << 30;

  private final SystemCommandRunner runner = new SystemCommandRunner();

  @TempDir Path folder;
  private Path target;

  @BeforeEach
  void makeTarget() throws Exception {
    target = Files.createDirectory(folder.resolve("target"));
  }

  @ParameterizedTest
  @CsvSource({"EXT4, 512", "XFS, 4096", "BTRFS, 512"})
  void fromEmptyToComplete(FileSystemType type, int sectorSize) throws Exception {
    Path image = folder.resolve("disk.img");
    DiskFile.resize(image, 2 * GIB);

    try (LoopDevice disk = LoopDevice.attach(image, LoopOptions.whole(sectorSize))) {
      DiskLayout _ = install(disk.path(), type, sectorSize, "old");
      DiskLayout layout = install(disk.path(), type, sectorSize, "new");

      String device = disk.path().toString();
      assertThat(said("sgdisk", "-v", device)).contains("No problems found");
      assertThat(said("sfdisk", "--verify", device)).contains("No errors detected");
      assertThat(read(disk.path(), layout.root())).isEqualTo("new");
      assertThat(new TargetInspector(runner).inspect(disk.path()).contents())
          .containsExactly(
              "a GPT with 3 partitions: BIOS boot \"BIOS-BOOT\", EFI system \"EFI-SYSTEM\","
                  + " root (x86-64) \"root\"",
              "vfat \"EFI-SYSTEM\" in partition 2",
              type.mountName() + " \"root\" in partition 3");
    }
  }

  private DiskLayout install(Path device, FileSystemType type, int sectorSize, String content)
      throws Exception {
    DiskLayout layout =
        new LayoutPlanner(UUID::randomUUID)
            .plan(
                LayoutRequest.fresh(
                    device.toString(),
                    DiskGeometry.ofBytes(BlockDevices.size(device), sectorSize),
                    Architecture.X86_64,
                    LayoutWish.simple(Optional.empty(), Optional.empty()),
                    type,
                    ByteSize.gibibytes(1)));
    FileSystemMaker maker = new FileSystemMaker(runner, Tools.HOST);
    FileSystemSpec esp = layout.efiSystem().orElseThrow();
    try (DiskFile disk = DiskFile.open(device)) {
      List<Extent> all = new java.util.ArrayList<>(layout.extents());
      all.addAll(GptReader.read(disk, sectorSize).extents());
      DiskEraser.erase(disk, all);
      new GptWriter(disk, layout.table()).stage();
    }
    maker.make(esp, device);
    try (LoopDevice root = attach(device, layout.root(), false)) {
      maker.make(layout.root(), root.path());
      try (Mount mount = mount(root, type)) {
        Path _ = Files.writeString(target.resolve("content"), content);
        mount.unmount();
      }
    }
    EspVolume volume = new EspVolume(runner, runner, device, esp.place().offset());
    List<EspFile> files =
        volume.write(
            new TreeMap<>(
                Map.of(
                    new EspPath("EFI/BOOT/BOOTX64.EFI"),
                    out -> out.write(content.getBytes(StandardCharsets.UTF_8)))));
    BlockDevices.dropCache(device);

    // Nothing counts until it has been read back from the medium.
    volume.verify(files);
    check(device, esp);
    check(device, layout.root());
    byte[] code = new byte[440];
    Arrays.fill(code, (byte) 0x90);
    try (DiskFile disk = DiskFile.open(device)) {
      new GptWriter(disk, layout.table()).publish(code);
      assertThat(GptReader.read(disk, sectorSize))
          .isInstanceOfSatisfying(
              FoundTable.Gpt.class, gpt -> assertThat(gpt.agreesWith(layout.table())).isTrue());
    }
    return layout;
  }

  private void check(Path device, FileSystemSpec spec) {
    try (LoopDevice loop = attach(device, spec, true)) {
      new FileSystemCheck(runner, Tools.HOST).check(spec.type(), loop.path());
    }
  }

  private String read(Path device, FileSystemSpec spec) throws Exception {
    try (LoopDevice root = attach(device, spec, false);
        Mount _ = mount(root, spec.type())) {
      return Files.readString(target.resolve("content"));
    }
  }

  private Mount mount(LoopDevice loop, FileSystemType type) {
    return Mount.fileSystem(loop.path().toString(), target, type.mountName(), Set.of(), "");
  }

  private static LoopDevice attach(Path device, FileSystemSpec spec, boolean readOnly) {
    LoopOptions part =
        LoopOptions.part(spec.place().offset(), spec.place().size(), spec.sectorSize());
    return LoopDevice.attach(device, readOnly ? part.asReadOnly() : part);
  }

  private String said(String... argv) {
    CommandResult result = runner.run(Command.of(argv));
    return result.text() + result.errorTail();
  }
}
