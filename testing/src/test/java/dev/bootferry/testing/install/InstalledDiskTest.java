package dev.bootferry.testing.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.io.ByteCounter;
import dev.bootferry.images.opening.OpenedSet;
import dev.bootferry.images.reference.TargetReference;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.tree.ImageScan;
import dev.bootferry.images.tree.ImageTree;
import dev.bootferry.installer.space.SpaceNeeded;
import dev.bootferry.installer.space.SpaceOracle;
import dev.bootferry.linux.block.LoopDevice;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.contract.Check;
import dev.bootferry.testing.contract.Expected;
import dev.bootferry.testing.contract.SysrootChecker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tools of others say of an installed disk. */
@Tag("system")
class InstalledDiskTest {
  private static final SystemCommandRunner COMMANDS = new SystemCommandRunner();

  @ParameterizedTest
  @ValueSource(strings = {"ext4", "xfs", "btrfs"})
  void thePartitionTableIsInOrder(String fileSystem) {
    String disk = InstalledDisk.sample(fileSystem).image().toString();
    assertThat(run("sgdisk", "-v", disk)).contains("No problems found");
    CommandResult verified = COMMANDS.run(Command.of("sfdisk", "--verify", disk));
    assertThat(verified.text()).contains("No errors detected");
    assertThat(run("sgdisk", "-p", disk)).contains("BIOS-BOOT", "EFI-SYSTEM", "root");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ext4", "xfs", "btrfs"})
  void theFileSystemsAreWhole(String fileSystem) {
    InstalledDisk disk = InstalledDisk.sample(fileSystem);
    try (LoopDevice root = disk.attach("root")) {
      String device = root.path().toString();
      switch (fileSystem) {
        case "ext4" -> run("e2fsck", "-f", "-n", device);
        case "xfs" -> run("xfs_repair", "-n", device);
        default -> run("btrfs", "check", "--readonly", device);
      }
    }
    try (LoopDevice esp = disk.attach("EFI-SYSTEM")) {
      assertThat(run("fsck.vfat", "-n", esp.path().toString())).doesNotContain("differ", "corrupt");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ext4", "xfs", "btrfs"})
  void ostreeAgrees(String fileSystem) throws IOException {
    try (MountedRoot root = InstalledDisk.sample(fileSystem).mount()) {
      String repo = "--repo=" + root.path().resolve("ostree/repo");
      assertThat(run("ostree", "fsck", repo)).contains("no errors found");
      String commit = String.valueOf(root.deployment().getFileName());
      assertThat(run("ostree", "admin", "--sysroot=" + root.path(), "status"))
          .contains("default " + commit);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ext4", "xfs", "btrfs"})
  void itIsWhatBootcExpects(String fileSystem) throws IOException {
    InstalledDisk disk = InstalledDisk.sample(fileSystem);
    try (MountedRoot root = disk.mount();
        OpenedSet set = SampleSet.open(SampleSet.bundle())) {
      List<Check> checks =
          new SysrootChecker(
                  root.path(),
                  new Expected(
                      set,
                      set.tree(),
                      TargetReference.registry(SampleSet.BASE),
                      "default",
                      disk.kargs(),
                      false,
                      false,
                      true))
              .demand();
      assertThat(checks).hasSizeGreaterThan(60);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ext4", "xfs", "btrfs"})
  void podmanFindsTheBoundImages(String fileSystem) {
    try (MountedRoot root = InstalledDisk.sample(fileSystem).mount()) {
      Podman podman = Podman.with(root.store());
      for (String image : List.of(SampleSet.APP, SampleSet.tool())) {
        assertThat(podman.attempt("image", "exists", image).exit()).as(image).isZero();
      }
      assertThat(podman.attempt("image", "exists", "127.0.0.1:5000/sample/other").exit()).isOne();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ext4", "xfs", "btrfs"})
  void podmanRunsABoundImage(String fileSystem) {
    try (MountedRoot root = InstalledDisk.sample(fileSystem).mount()) {
      Podman podman = Podman.with(root.store());
      assertThat(podman.runContainer(SampleSet.APP)).contains("sample-app 1.0: hello");
      assertThat(podman.runContainer(SampleSet.tool())).contains("sample-tool 1.0");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ext4", "xfs", "btrfs"})
  void theSpaceWasForetold(String fileSystem) throws IOException {
    try (MountedRoot root = InstalledDisk.sample(fileSystem).mount();
        OpenedSet set = SampleSet.open(SampleSet.bundle())) {
      Map<SetImage, ImageTree> bound = new LinkedHashMap<>();
      for (SetImage image : set.set().bound()) {
        bound.put(image, ImageScan.scan(image, set.blobs(image), 2, ByteCounter.NONE));
      }
      SpaceNeeded needed = SpaceOracle.needed(set.tree(), bound);
      String path = root.path().toString();
      long used = firstNumber(run("du", "-s", "--block-size=1", path));
      long inodes = firstNumber(run("du", "-s", "--inodes", path));
      assertThat(needed.base().plus(needed.bound()).bytes()).isGreaterThanOrEqualTo(used);
      assertThat(needed.inodes()).isGreaterThanOrEqualTo(inodes);
      if (fileSystem.equals("ext4")) {
        // Staged folders are counted that are gone again: more by a tenth, not by more.
        assertThat(needed.base().plus(needed.bound()).bytes()).isLessThan(used + used / 10);
      }
    }
  }

  private static long firstNumber(String text) {
    return Long.parseLong(text.substring(0, text.indexOf('\t')));
  }

  @Test
  void pruningEverythingHarmsNothing() throws IOException {
    InstalledDisk sample = InstalledDisk.sample("ext4");
    Path copy = RunFolder.path().resolve("pruned.img");
    run("cp", "--sparse=always", sample.image().toString(), copy.toString());
    try (MountedRoot root = sample.on(copy).mountWritable()) {
      Podman podman = Podman.with(root.store());
      String before = contents(root.path());
      var _ = podman.run("system", "prune", "--all", "--force", "--volumes");
      var _ = podman.attempt("rmi", "--force", SampleSet.APP);
      assertThat(contents(root.path())).isEqualTo(before);
      assertThat(podman.runContainer(SampleSet.APP)).contains("sample-app 1.0: hello");
    } finally {
      Files.delete(copy);
    }
  }

  /** Every name below a root with its size and kind, but for the lock files, which podman marks. */
  private static String contents(Path root) {
    return run(
        "find", root.toString(), "!", "-name", "*.lock", "-printf", "%P %y %s %m %U:%G %l\\n");
  }

  private static String run(String... argv) {
    CommandResult result = COMMANDS.run(Command.of(argv));
    return result.text();
  }
}
