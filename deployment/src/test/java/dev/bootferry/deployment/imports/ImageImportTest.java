package dev.bootferry.deployment.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.Digest;
import dev.bootferry.core.io.ByteCounter;
import dev.bootferry.core.progress.Progress;
import dev.bootferry.deployment.kit.SmallImage;
import dev.bootferry.deployment.kit.SmallSystem;
import dev.bootferry.deployment.kit.TestDisk;
import dev.bootferry.deployment.objects.Checksum;
import dev.bootferry.deployment.objects.CommitObject;
import dev.bootferry.deployment.ostree.OstreeTool;
import dev.bootferry.deployment.sysroot.DeployRequest;
import dev.bootferry.deployment.sysroot.Deployer;
import dev.bootferry.deployment.sysroot.Deployment;
import dev.bootferry.deployment.sysroot.DeploymentList;
import dev.bootferry.deployment.sysroot.Sysroot;
import dev.bootferry.deployment.sysroot.SysrootFinish;
import dev.bootferry.deployment.sysroot.SysrootInit;
import dev.bootferry.deployment.sysroot.SysrootSettings;
import dev.bootferry.images.reference.TargetReference;
import dev.bootferry.images.tree.ImageScan;
import dev.bootferry.images.tree.ImageTree;
import dev.bootferry.images.tree.TreeEntry;
import dev.bootferry.linux.files.Directory;
import dev.bootferry.linux.files.FileStatus;
import dev.bootferry.linux.process.SystemCommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("system")
class ImageImportTest {
  private static final TargetReference TARGET =
      TargetReference.registry("127.0.0.1:5000/test/os:latest");

  private final SystemCommandRunner host = new SystemCommandRunner();

  @TempDir Path folder;
  private @org.jspecify.annotations.Nullable TestDisk disk;
  private Sysroot sysroot =
      Sysroot.offline(Path.of("/nonexistent"), OstreeTool.probe(host, "host").orElseThrow());

  @BeforeEach
  void makeSysroot() throws IOException {
    disk = TestDisk.ext4(host, folder, 512L << 20);
    sysroot = Sysroot.offline(disk.root(), sysroot.ostree());
    SysrootInit.create(sysroot, SysrootSettings.of("default"));
  }

  @AfterEach
  void removeDisk() throws IOException {
    if (disk != null) {
      disk.close();
    }
  }

  private ImportedImage run(SmallImage image) throws IOException {
    return new ImageImport(sysroot, "test")
        .run(new ImportRequest(image.image(), image, image.tree(), TARGET), Progress.NONE);
  }

  private Deployment deploy(Checksum commit) throws IOException {
    return new Deployer(sysroot)
        .deploy(
            new DeployRequest(
                "default",
                commit,
                TARGET,
                List.of("root=UUID=1", "rw", "console=tty0", "console=ttyS0")));
  }

  @Test
  void anImageBecomesADeploymentThatOstreeAccepts() throws IOException {
    SmallImage image = SmallSystem.version("1").build();
    Deployment deployment = deploy(run(image).commit());
    new SysrootFinish(sysroot).seal();
    Path root = deployment.directory();

    sysroot.repo("fsck", List.of());
    assertThat(sysroot.admin("status", List.of()).text())
        .contains("default " + deployment.checksum() + ".0");
    assertThat(deployment.kargs())
        .containsExactly("root=UUID=1", "rw", "console=tty0", "console=ttyS0");
    assertThat(deployment.target()).contains(TARGET);
    assertThat(root.resolve("usr/share/version")).hasContent("1");
    assertThat(root.resolve("usr/etc/hostname")).doesNotExist();
    assertThat(root.resolve("usr/etc/motd")).doesNotExist();
    assertThat(root.resolve("etc/version.conf")).hasContent("1");
    assertThat(root.resolve("usr/share/gone")).doesNotExist();
    assertThat(root.resolve("usr/share/changed/file")).doesNotExist();
    assertThat(root.resolve("usr/share/changed/new")).hasContent("upper");
    assertThat(root.resolve("run/leftover")).doesNotExist();
    assertThat(Files.readSymbolicLink(root.resolve("home"))).isEqualTo(Path.of("var/home"));
    assertThat(status(root, "usr/share", "private"))
        .extracting(FileStatus::mode, FileStatus::uid, FileStatus::gid)
        .containsExactly(0700, 5L, 6L);
    assertThat(status(root, "usr/bin", "set-user-id"))
        .extracting(FileStatus::mode, FileStatus::gid)
        .containsExactly(04755, 7L);
    assertThat(status(root, "", "tmp").mode()).isEqualTo(01777);
    try (Directory bin = Directory.open(root.resolve("usr/bin"))) {
      assertThat(bin.xattrs("capable").get("security.capability"))
          .isEqualTo(SmallSystem.CAPABILITY);
    }
    assertThat(root.resolve("usr/share/tool-again"))
        .hasSameBinaryContentAs(root.resolve("usr/bin/tool"));
    assertThat(root.resolve("usr/share/naïve name, with spaces")).exists();

    Path var = sysroot.stateroot("default").resolve("var");
    assertThat(var.resolve("lib/service/state")).hasContent("seed");
    assertThat(status(var, "lib", "service"))
        .extracting(FileStatus::mode, FileStatus::uid, FileStatus::gid)
        .containsExactly(0750, 12L, 34L);
  }

  @Test
  void aWhiteoutHidesAFileOfTheLongestName() throws IOException {
    String name = "n".repeat(254);
    SmallImage image =
        SmallImage.named("test")
            .layer(tar -> {
              SmallImage.file(tar, "usr/share/" + name + "1", "1");
              SmallImage.file(tar, "usr/share/" + name + "2/file", "2");
              SmallImage.file(tar, "usr/share/" + name + "3", "3");
            })
            .layer(tar -> {
              SmallImage.file(tar, "usr/share/.wh." + name + "1", "");
              SmallImage.file(tar, "usr/share/.wh." + name + "2", "");
              SmallImage.file(tar, "usr/share/" + name + "2", "anew");
            })
            .build();
    Checksum commit = run(image).commit();
    sysroot.repo("fsck", List.of());
    assertThat(sysroot.repo("ls", List.of(commit.hex(), "/usr/share")).text().lines())
        .filteredOn(line -> line.startsWith("-"))
        .extracting(line -> line.substring(line.lastIndexOf('/') + 1))
        .containsExactlyInAnyOrder(name + "2", name + "3");
  }

  @Test
  void theMergeCommitSaysWhatItWasMadeFrom() throws IOException {
    SmallImage image = SmallSystem.version("1").label("large", "x".repeat(300 << 10)).build();
    Checksum checksum = run(image).commit();
    CommitObject commit = sysroot.objects().commit(checksum);
    assertThat(commit.text("ostree.manifest-digest"))
        .contains(image.image().manifest().raw().digest().toString());
    assertThat(commit.text("ostree.container.image-config").orElseThrow())
        .hasSizeGreaterThan(300 << 10);
    assertThat(commit.timestamp()).isEqualTo(1767323045);
    assertThat(
            sysroot
                .repo(
                    "show", List.of("--print-metadata-key=ostree.manifest-digest", checksum.hex()))
                .text())
        .isEqualTo("'" + image.image().manifest().raw().digest() + "'");
    assertThat(sysroot.repo("refs", List.of()).text().lines())
        .contains(
            "ostree/container/image/docker_3A__2F__2F_127_2E_0_2E_0_2E_1_3A_5000/test/os_3A_latest")
        .filteredOn(ref -> ref.startsWith("ostree/container/blob/sha256_3A_"))
        .hasSize(3);
    sysroot.repo("fsck", List.of());
  }

  /** What is re-encoded has the same bytes, so that ostree's checksums are ours. */
  @Test
  void everyMetadataObjectOfOstreeIsUnderstoodToTheLastByte() throws IOException {
    Deployment _ = deploy(run(SmallSystem.version("1").build()).commit());
    int seen = 0;
    try (Stream<Path> files = Files.walk(sysroot.repository().resolve("objects"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = String.valueOf(file.getFileName());
        byte[] bytes = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
        if (name.endsWith(".commit")) {
          assertThat(CommitObject.parse(bytes).bytes()).isEqualTo(bytes);
          seen++;
        } else if (name.endsWith(".dirtree")) {
          assertThat(dev.bootferry.deployment.objects.DirTree.parse(bytes).bytes())
              .isEqualTo(bytes);
          seen++;
        }
      }
    }
    assertThat(seen).isGreaterThan(10);
  }

  @Test
  void anUpgradeReadsOnlyWhatIsMissing() throws IOException {
    SmallImage first = SmallSystem.version("1").build();
    Deployment old = deploy(run(first).commit());
    SmallImage second = SmallSystem.version("2").build();
    var tree = second.tree();
    second.forget();
    ImageImport imports = new ImageImport(sysroot, "test");
    ImportRequest request = new ImportRequest(second.image(), second, tree, TARGET);
    assertThat(imports.plan(request).missing())
        .extracting(ImportPlan.Layer::index)
        .containsExactly(2);
    Deployment upgraded = deploy(imports.run(request, Progress.NONE).commit());
    assertThat(second.timesRead(0) + second.timesRead(1)).isZero();
    assertThat(second.timesRead(2)).isEqualTo(1);
    assertThat(upgraded.directory().resolve("usr/share/version")).hasContent("2");
    assertThat(status(upgraded.directory(), "usr/share", "private").mode()).isEqualTo(0700);
    sysroot.repo("fsck", List.of());
    assertThat(DeploymentList.of(sysroot).deployments())
        .extracting(Deployment::name)
        .containsExactly(upgraded.name(), old.name());

    assertThat(run(second).wasPresent()).isTrue();
  }

  private ImageTree remembering(SmallImage image) throws IOException {
    return ImageScan.scanUnknown(
        image.image(), image, 2, ByteCounter.NONE, new LayerRecordFiles(sysroot));
  }

  @Test
  void whatIsThereIsNotEvenLookedInto() throws IOException {
    SmallImage first = SmallSystem.version("1").build();
    var _ =
        new ImageImport(sysroot, "test")
            .run(
                new ImportRequest(first.image(), first, remembering(first), TARGET), Progress.NONE);
    assertThat(first.timesRead(0)).isEqualTo(2);
    SmallImage second = SmallSystem.version("2").build();
    List<TreeEntry> whole = second.tree().walk("").toList();
    second.forget();

    assertThat(remembering(second).walk("").toList()).isEqualTo(whole);
    assertThat(second.timesRead(0) + second.timesRead(1)).isZero();
    assertThat(second.timesRead(2)).isEqualTo(1);

    // A damaged record is none, and without its layer it is not believed.
    Path records = sysroot.repository().resolve("extensions/bootferry/layers");
    Digest lowest = second.image().manifest().layers().get(0).digest();
    Path record = records.resolve("sha256-" + lowest.hex());
    byte[] bytes = Files.readAllBytes(record);
    bytes[bytes.length / 2] ^= 1;
    Files.write(record, bytes);
    assertThat(remembering(second).walk("").toList()).isEqualTo(whole);
    assertThat(second.timesRead(0)).isEqualTo(1);
    bytes[bytes.length / 2] ^= 1;
    Files.write(record, bytes);
    sysroot.refs().remove(ContainerRefs.layer(lowest));
    assertThat(remembering(second).walk("").toList()).isEqualTo(whole);
    assertThat(second.timesRead(0)).isEqualTo(2);
    new LayerRecordFiles(sysroot).prune();
    assertThat(record).doesNotExist();
    assertThat(records).isNotEmptyDirectory();
  }

  @Test
  void aLayerThatWasOnlyPackedAnewIsNotReadAgain() throws IOException {
    ImportedImage first = run(SmallSystem.version("1").build());
    SmallImage repacked = SmallSystem.version("1").uncompressed().build();
    assertThat(run(repacked)).isEqualTo(new ImportedImage(first.commit(), true));

    SmallImage second = SmallSystem.version("2").uncompressed().build();
    var tree = second.tree();
    second.forget();
    Checksum commit =
        new ImageImport(sysroot, "test")
            .run(new ImportRequest(second.image(), second, tree, TARGET), Progress.NONE)
            .commit();
    assertThat(second.timesRead(0)).isZero();
    assertThat(second.timesRead(2)).isEqualTo(1);
    assertThat(
            sysroot
                .refs()
                .find(ContainerRefs.layer(second.image().manifest().layers().get(0).digest())))
        .isPresent();
    assertThat(sysroot.objects().commit(commit).root()).isNotNull();
  }

  @Test
  void whatAKilledRunLeftIsRemoved() throws IOException {
    Path old = sysroot.root().resolve("ostree/.bootferry-staging-old/layer-0");
    Files.createDirectories(old);
    run(SmallSystem.version("1").build());
    try (Stream<Path> entries = Files.list(sysroot.root().resolve("ostree"))) {
      assertThat(entries.map(e -> e.getFileName().toString())).containsOnly("repo", "deploy");
    }
    assertThat(old).doesNotExist();
  }

  private static FileStatus status(Path root, String parent, String name) throws IOException {
    Path at = root.resolve(parent);
    assertThat(Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)).isTrue();
    try (Directory directory = Directory.open(at)) {
      return directory.status(name).orElseThrow();
    }
  }
}
