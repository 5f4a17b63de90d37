package dev.bootferry.images.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootferry.core.progress.Progress;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.SystemCommandRunner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleRoundTripTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"site.tar", "site"})
  void whatWasWrittenIsRead(String name) throws IOException {
    SampleSet sample = SampleSet.of(7);
    Path bundle = sample.write(folder.resolve(name));
    try (BundleSet set = BundleSet.open(bundle)) {
      assertThat(set.name()).isEqualTo(bundle.toString());
      List<SetImage> expected = sample.entries.stream().map(ImageEntry::image).toList();
      assertThat(set.set().images()).containsExactlyElementsOf(expected);
      for (SetImage image : expected) {
        for (Descriptor blob : ImageEntry.blobs(image.manifest())) {
          byte[] content = sample.blobs.get(blob.digest());
          try (InputStream in = set.blobs(image).blob(blob)) {
            assertThat(in.readAllBytes()).isEqualTo(content);
          }
          long half = blob.size() / 2;
          try (InputStream in = set.blobs(image).blob(blob, half)) {
            assertThat(in.readAllBytes()).hasSize((int) (blob.size() - half));
          }
        }
      }
    }
    VerifyReport report = BundleVerifier.verify(bundle, 2, Progress.NONE);
    assertThat(report.damages()).isEmpty();
    assertThat(report.images())
        .containsExactly(SampleSet.BASE, SampleSet.APP, SampleSet.SCHEMA2, SampleSet.INDEXED);
    assertThat(folder.toFile().list()).containsExactly(name);
  }

  @Test
  void theFolderIsTheTarUnpacked() throws IOException {
    Path tar = SampleSet.of(11).write(folder.resolve("site.tar"));
    Path written = SampleSet.of(11).write(folder.resolve("written"));
    Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
    run("tar", "-xf", tar.toString(), "-C", unpacked.toString());
    run("diff", "-r", written.toString(), unpacked.toString());
    assertThat(BundleVerifier.verify(unpacked, 1, Progress.NONE).damages()).isEmpty();
  }

  @Test
  void equalSetsGiveEqualBytes() throws IOException {
    Path one = SampleSet.of(3).write(folder.resolve("one.tar"));
    Path two = SampleSet.of(3).write(folder.resolve("two.tar"));
    assertThat(Files.mismatch(one, two)).isEqualTo(-1);
  }

  @Test
  void anotherToolsArchiveIsReadButIsNoSet() throws IOException {
    Path layout = SampleSet.baseOnly(1).write(folder.resolve("layout"));
    Files.delete(layout.resolve(BundleSlot.PATH));
    Path index = layout.resolve("index.json");
    Files.writeString(index, Files.readString(index).replaceAll("\"dev.bootferry[^,}]*,", ""));
    Path tar = folder.resolve("foreign.tar");
    run("tar", "-C", layout.toString(), "-cf", tar.toString(), "--format=gnu", ".");
    try (BundleReader reader = BundleReader.open(tar)) {
      assertThat(reader.slot()).isEmpty();
      assertThat(reader.images()).hasSize(1);
      assertThat(reader.document(reader.images().getFirst()).size()).isPositive();
    }
    assertThatThrownBy(() -> BundleSet.open(tar))
        .hasMessageContaining("bundle-invalid")
        .hasMessageContaining("lacks the annotation dev.bootferry.role");
  }

  private static void run(String... command) {
    new SystemCommandRunner().run(Command.of(command));
  }
}
