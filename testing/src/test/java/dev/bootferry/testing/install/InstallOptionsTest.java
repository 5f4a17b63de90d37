package dev.bootferry.testing.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.deployment.bound.BoundStore;
import dev.bootferry.deployment.sysroot.Deployment;
import dev.bootferry.deployment.sysroot.DeploymentList;
import dev.bootferry.linux.block.LoopDevice;
import dev.bootferry.linux.block.LoopOptions;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.program.Bootferry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the options of {@code install to-disk} leave on the disk: all in one installation. */
@Tag("system")
class InstallOptionsTest {
  private static final SystemCommandRunner COMMANDS = new SystemCommandRunner();
  private static final String KEYS =
      """
      ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGJvb3RmZXJyeS1hLXB1YmxpYy1rZXktZm9yLXRl one@site
      # of the second shift
      ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGJvb3RmZXJyeS1hLXB1YmxpYy1rZXktZm9yLXRm two@site
      """;
  private static final int SECTOR = 4096;
  private static final long ROOT_BYTES = 1100L << 20;

  private static String source;
  private static InstalledDisk disk;
  private static MountedRoot root;
  private static Deployment deployment;

  @BeforeAll
  static void install() throws IOException {
    Path folder = RunFolder.create("options");
    source =
        SmallSystem.binding(SampleSet.APP)
            .withFile("usr/lib/bootc/kargs.d/10.toml", "kargs = [\"of.image=1\"]\n")
            .withFile("usr/lib/bootc/install/10.toml", "[install]\nkargs = [\"of.config=1\"]\n")
            .writeSet(folder.resolve("layout"), "app-v1");
    Path keys = Files.writeString(folder.resolve("keys"), KEYS);
    disk =
        install(
            folder.resolve("disk.img"),
            "--karg",
            "given=1",
            "--karg",
            "given=2",
            "--karg",
            "quiet",
            "--root-ssh-authorized-keys",
            keys.toString(),
            "--stateroot",
            "site",
            "--target-imgref",
            "registry.example.com/site/os:stable",
            "--root-size",
            "1100M",
            "--sector-size",
            Integer.toString(SECTOR),
            "--generic-image");
    root = disk.mount();
    deployment = DeploymentList.read(root.path()).deployments().getFirst();
  }

  @AfterAll
  static void unmount() {
    root.close();
  }

  @Test
  void kernelArgumentsStandLastAndInTheirOrder() throws IOException {
    assertThat(deployment.kargs())
        .containsExactly(
            "root=UUID=" + disk.plan().string("rootUuid").orElseThrow(),
            "rw",
            "of.config=1",
            "of.image=1",
            "given=1",
            "given=2",
            "quiet");
    try (Stream<Path> entries = Files.list(root.path().resolve("boot/loader/entries"))) {
      assertThat(Files.readString(entries.findFirst().orElseThrow()))
          .containsPattern("(?m)^options .* given=1 given=2 quiet( ostree=\\S+)?$");
    }
  }

  /** In the sample system, as in most of these, /root is a link to /var/roothome. */
  @Test
  void rootsKeysComeByTmpfiles() throws IOException {
    String lines =
        Files.readString(deployment.directory().resolve("etc/tmpfiles.d/bootc-root-ssh.conf"));
    assertThat(lines)
        .isEqualTo(
            "d /var/roothome/.ssh 0700 root root -\n"
                + "f~ /var/roothome/.ssh/authorized_keys 600 root root - "
                + Base64.getEncoder().encodeToString(KEYS.getBytes(StandardCharsets.UTF_8))
                + "\n");
  }

  @Test
  void theStaterootHasTheNameThatWasGiven() throws IOException {
    try (Stream<Path> stateroots = Files.list(root.path().resolve("ostree/deploy"))) {
      assertThat(stateroots.map(p -> String.valueOf(p.getFileName()))).containsExactly("site");
    }
    assertThat(deployment.stateroot()).isEqualTo("site");
    assertThat(deployment.kargs()).noneMatch(k -> k.startsWith("ostree="));
    assertThat(run("ostree", "admin", "--sysroot=" + root.path(), "status")).contains("site ");
  }

  @Test
  void theMachineFollowsTheImageThatWasGiven() throws IOException {
    String name = "registry.example.com/site/os:stable";
    assertThat(deployment.target().orElseThrow()).hasToString("ostree-unverified-registry:" + name);
    assertThat(Files.readString(root.path().resolve(".bootc-aleph.json"))).contains(name);
    assertThat(run("ostree", "refs", "--repo=" + root.path().resolve("ostree/repo")))
        .contains(
            "ostree/container/image/docker_3A__2F__2F_registry_2E_example_2E_com/site/os_3A_stable");
  }

  @Test
  void theDiskIsOfSectorsOf4096Bytes() {
    assertThat(disk.place("root").sizeLimit()).isEqualTo(ROOT_BYTES);
    try (LoopDevice whole =
        LoopDevice.attach(disk.image(), LoopOptions.whole(SECTOR).asReadOnly())) {
      assertThat(run("sgdisk", "-v", whole.path().toString())).contains("No problems found");
      assertThat(run("sgdisk", "-p", whole.path().toString()))
          .contains("EFI-SYSTEM", "root")
          .containsPattern("Sector size \\(logical[^)]*\\): 4096");
    }
    assertThat(run("sgdisk", "-p", disk.image().toString())).doesNotContain("EFI-SYSTEM");
    try (LoopDevice device = disk.attach("root")) {
      run("e2fsck", "-f", "-n", device.path().toString());
    }
    try (LoopDevice device = disk.attach("EFI-SYSTEM")) {
      run("fsck.vfat", "-n", device.path().toString());
    }
  }

  @Test
  void aGenericDiskStartsFromWhereAllFirmwareLooks() {
    assertThat(
            run(
                "mdir",
                "-b",
                "-/",
                "-i",
                disk.image() + "@@" + disk.place("EFI-SYSTEM").offset(),
                "::"))
        .containsIgnoringCase("EFI/BOOT/BOOTX64.EFI");
  }

  /** The store is there all the same: bootc wants it at every upgrade. */
  @Test
  void boundImagesCanBeLeftOut() throws IOException {
    InstalledDisk without =
        install(RunFolder.create("skipping").resolve("disk.img"), "--bound-images", "skip");
    assertThat(without.plan().array("bound")).isEmpty();
    try (MountedRoot skipped = without.mount()) {
      assertThat(skipped.store()).isDirectory();
      assertThat(new BoundStore(skipped.store()).images()).isEmpty();
    }
    assertThat(new BoundStore(root.store()).named(SampleSet.APP)).isPresent();
  }

  private static InstalledDisk install(Path image, String... options) {
    List<String> all = new ArrayList<>(List.of("--filesystem", "ext4", "--size", "2G"));
    all.addAll(List.of(options));
    return InstalledDisk.install(
        new Bootferry(COMMANDS).withoutNetwork(), source, image, all.toArray(String[]::new));
  }

  private static String run(String... argv) {
    return COMMANDS.run(Command.of(argv)).text();
  }
}
