package dev.bootferry.deployment.imports;

import static dev.bootferry.deployment.kit.SmallImage.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.progress.Progress;
import dev.bootferry.deployment.kit.SmallImage;
import dev.bootferry.deployment.kit.SmallSystem;
import dev.bootferry.deployment.kit.TestDisk;
import dev.bootferry.deployment.objects.TreeRef;
import dev.bootferry.deployment.ostree.OstreeTool;
import dev.bootferry.deployment.sysroot.Sysroot;
import dev.bootferry.deployment.sysroot.SysrootInit;
import dev.bootferry.deployment.sysroot.SysrootSettings;
import dev.bootferry.images.reference.TargetReference;
import dev.bootferry.images.tar.TarEntry;
import dev.bootferry.images.tar.TarWriter;
import dev.bootferry.linux.process.SystemCommandRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a layer takes from the layers below is the same whether they were there before or not. */
@Tag("system")
class CommittedLayerTest {
  private static final TargetReference TARGET =
      TargetReference.registry("127.0.0.1:5000/test/os:latest");

  /** As setfacl(1) writes {@code default:user::rwx,group::r-x,other::---}. */
  private static final byte[] DEFAULT_ACL =
      HexFormat.of().parseHex("0200000001000700ffffffff04000500ffffffff20000000ffffffff");

  private final SystemCommandRunner host = new SystemCommandRunner();

  @TempDir Path folder;

  @Test
  void givesWhatAStagedLayerGives() throws IOException {
    TreeRef atOnce = root(new Step[] {CommittedLayerTest::whole});
    TreeRef inSteps = root(new Step[] {CommittedLayerTest::lower, CommittedLayerTest::whole});
    assertThat(inSteps).isEqualTo(atOnce);
  }

  /** An image that is imported. */
  private interface Step {
    SmallImage build() throws IOException;
  }

  /** What the last of them becomes in a new repository. */
  private TreeRef root(Step[] images) throws IOException {
    Path place = Files.createTempDirectory(folder, "disk");
    try (TestDisk disk = TestDisk.ext4(host, place, 256L << 20)) {
      Sysroot sysroot = Sysroot.offline(disk.root(), OstreeTool.probe(host, "host").orElseThrow());
      SysrootInit.create(sysroot, SysrootSettings.of("default"));
      List<TreeRef> roots = new ArrayList<>();
      for (Step step : images) {
        SmallImage image = step.build();
        ImportedImage imported =
            new ImageImport(sysroot, "test")
                .run(new ImportRequest(image.image(), image, image.tree(), TARGET), Progress.NONE);
        roots.add(sysroot.objects().commit(imported.commit()).root());
      }
      return roots.getLast();
    }
  }

  private static SmallImage.Builder builder() throws IOException {
    return SmallImage.named("127.0.0.1:5000/test/os:1")
        .label("containers.bootc", "1")
        .layer(CommittedLayerTest::lowest)
        .layer(CommittedLayerTest::middle);
  }

  private static SmallImage lower() throws IOException {
    return builder().build();
  }

  private static SmallImage whole() throws IOException {
    return builder().layer(CommittedLayerTest::upper).build();
  }

  private static void lowest(TarWriter tar) throws IOException {
    tar.write(
        TarEntry.directory("usr/owned")
            .withMode(02711)
            .withOwner(7, 3_000_000_000L)
            .withXattr("user.note", "kept".getBytes(StandardCharsets.UTF_8)));
    tar.write(
        TarEntry.directory("usr/owned/acl").withXattr("system.posix_acl_default", DEFAULT_ACL));
    tar.write(
        TarEntry.file("usr/owned/capable", 3)
            .withMode(04755)
            .withOwner(1, 2)
            .withXattr("security.capability", SmallSystem.CAPABILITY),
        new byte[] {1, 2, 3});
    tar.write(TarEntry.symlink("usr/owned/link", "capable").withOwner(5, 6));
    tar.write(TarEntry.directory("usr/emptied").withMode(0700));
    tar.write(TarEntry.directory("usr/emptied/deep").withMode(0750));
    tar.write(TarEntry.directory("usr/removed").withMode(0700));
    tar.write(TarEntry.directory("etc/service").withMode(0710).withOwner(8, 9));
    file(tar, "usr/was-file", "file");
    file(tar, "usr/shadowed", "lowest");
  }

  private static void middle(TarWriter tar) throws IOException {
    file(tar, "usr/emptied/.wh..wh..opq", "");
    file(tar, "usr/.wh.removed", "");
    tar.write(TarEntry.directory("usr/was-file").withMode(0711));
    file(tar, "usr/shadowed", "middle");
  }

  /** States none of its directories, and links to what it has not. */
  private static void upper(TarWriter tar) throws IOException {
    file(tar, "usr/owned/new", "1");
    file(tar, "usr/owned/acl/new", "2");
    file(tar, "usr/emptied/deep/new", "3");
    file(tar, "usr/removed/new", "4");
    file(tar, "usr/was-file/new", "5");
    file(tar, "etc/service/new", "6");
    tar.write(TarEntry.hardLink("usr/again", "usr/owned/capable"));
    tar.write(TarEntry.hardLink("usr/link-again", "usr/owned/link"));
    tar.write(TarEntry.hardLink("usr/shadowed-again", "usr/shadowed"));
  }
}
