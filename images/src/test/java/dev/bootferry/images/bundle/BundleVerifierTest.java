package dev.bootferry.images.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.bootferry.core.problem.CoreProblem;
import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.core.problem.ProblemCode;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.core.progress.Progress;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.bundle.BundleDamage.Kind;
import dev.bootferry.images.bundle.BundlePlan.PlannedFile;
import dev.bootferry.images.layout.LayoutPaths;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleVerifierTest {
  @TempDir Path folder;
  private final SampleSet sample = SampleSet.of(42);
  private final BundlePlan plan = sample.finished().plan();
  private Path tar = Path.of("");

  @BeforeEach
  void write() throws IOException {
    tar = sample.write(folder.resolve("site.tar"));
  }

  private static void flip(Path file, long offset) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, offset);
      one.put(0, (byte) (one.get(0) ^ 0x10)).flip();
      channel.write(one, offset);
    }
  }

  private static void cut(Path file, long length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
    }
  }

  private List<BundleDamage> damages() throws IOException {
    return BundleVerifier.verify(tar, 2, Progress.NONE).damages();
  }

  private PlannedFile layer(int image, int layer) {
    return plan.blob(sample.entries.get(image).image().manifest().layers().get(layer).digest())
        .orElseThrow();
  }

  @Test
  void aFlippedBitOfASharedLayerNamesBothImages() throws IOException {
    PlannedFile shared = layer(0, 1);
    flip(tar, shared.content() + 123);
    assertThat(damages())
        .singleElement()
        .satisfies(d -> {
          assertThat(d.kind()).isEqualTo(Kind.CONTENT);
          assertThat(d.path()).isEqualTo(shared.path());
          assertThat(d.uses())
              .containsExactly(
                  "layer 2 of base image " + SampleSet.BASE,
                  "layer 1 of bound image " + SampleSet.APP);
        });
    assertThatThrownBy(() -> BundleVerifier.verify(tar, 1, Progress.NONE).requireSound())
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ImagesProblem.BLOB_DIGEST_MISMATCH))
        .hasMessageContaining(SampleSet.APP);
  }

  @Test
  void aFlippedBitOfAConfigurationIsFoundWithAllBlobsStillHashed() throws IOException {
    ImageEntry base = sample.entries.getFirst();
    flip(tar, plan.blob(base.image().manifest().config().digest()).orElseThrow().content() + 3);
    flip(tar, layer(3, 0).content());
    assertThat(damages()).extracting(BundleDamage::kind).containsOnly(Kind.DOCUMENT, Kind.CONTENT);
    assertThat(damages())
        .extracting(BundleDamage::path)
        .contains(layer(3, 0).path(), LayoutPaths.blob(base.named().digest()));
  }

  @Test
  void aFlippedBitOfAManifestNamesItsImage() throws IOException {
    ImageEntry app = sample.entries.get(1);
    flip(tar, plan.blob(app.named().digest()).orElseThrow().content() + 3);
    assertThat(damages())
        .anySatisfy(d -> {
          assertThat(d.kind()).isEqualTo(Kind.DOCUMENT);
          assertThat(d.uses()).containsExactly("manifest of bound image " + SampleSet.APP);
        });
  }

  /** Who reads no more than the documents still does not take another set for this one. */
  @Test
  void aFlippedBitOfTheIndexIsSeenAtOnce() throws IOException {
    flip(tar, plan.file(LayoutPaths.INDEX).orElseThrow().content() + 40);
    assertThatThrownBy(() -> BundleSet.open(tar))
        .hasMessageContaining("bundle-invalid")
        .hasMessageContaining("index.json");
  }

  @Test
  void aFlippedSizeInATarHeaderHidesNothing() throws IOException {
    PlannedFile file = layer(1, 1);
    flip(tar, file.header() + 124 + 10);
    assertThat(damages())
        .singleElement()
        .satisfies(d -> {
          assertThat(d.kind()).isEqualTo(Kind.STRUCTURE);
          assertThat(d.path()).isEqualTo(file.path());
          assertThat(d.detail()).contains("tar header");
        });
    assertThatThrownBy(() -> BundleSet.open(tar)).hasMessageContaining("bundle-invalid");
  }

  @Test
  void bytesBehindTheEndAreFound() throws IOException {
    Files.write(tar, new byte[] {0}, StandardOpenOption.APPEND);
    assertThat(damages())
        .singleElement()
        .satisfies(d -> assertThat(d.detail()).contains("1 bytes behind its end"));
  }

  @Test
  void aTarCutOffBeforeItsIndexSaysWhere() throws IOException {
    PlannedFile cut = layer(1, 1);
    cut(tar, cut.content() + 100);
    long missing = plan.length() - cut.content() - 100;
    assertThatThrownBy(this::damages)
        .hasMessageContaining("bundle-invalid")
        .hasMessageContaining(missing + " of its " + plan.length() + " bytes are missing")
        .hasMessageContaining(cut.path() + " has 100 of its 512 bytes");
  }

  @Test
  void aTarWithoutItsLastByteIsCutOff() throws IOException {
    cut(tar, plan.length() - 1);
    assertThat(damages()).anySatisfy(d -> assertThat(d.detail()).contains("cut off: 1 of its"));
    assertThatThrownBy(() -> BundleSet.open(tar)).hasMessageContaining("cut off: 1 of its");
  }

  /** Every byte of the tar is either content named by a digest or determined by the index. */
  @Test
  void anyFlippedBitAnywhereIsFound() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (PlannedFile file : plan.files()) {
      for (long offset :
          new long[] {
            file.header() + random.nextInt(512),
            file.content() + (file.size() == 0 ? 0 : random.nextLong(file.size())),
            file.end() - 1
          }) {
        flip(tar, offset);
        try {
          if (BundleVerifier.verify(tar, 2, Progress.NONE).sound()) {
            fail("a flip at " + offset + " in " + file + " was not found, seed " + seed);
          }
        } catch (ProblemException e) {
          // Only what the index itself is read by may end the search: everything else is listed.
          assertThat(e.problem().code())
              .as("%s at %d in %s, seed %d", e.getMessage(), offset, file, seed)
              .isIn(
                  ImagesProblem.BUNDLE_INVALID,
                  ImagesProblem.MANIFEST_INVALID,
                  CoreProblem.JSON_INVALID)
              .extracting(ProblemCode::exit)
              .isEqualTo(ExitCode.DAMAGED);
        }
        flip(tar, offset);
      }
    }
    flip(tar, plan.end() + 600);
    assertThat(damages()).isNotEmpty();
    flip(tar, plan.end() + 600);
    assertThat(damages()).isEmpty();
  }

  @Test
  void aFolderIsCheckedForWhatIsMissingAndWhatIsTooMuch() throws IOException {
    tar = sample.write(folder.resolve("site"));
    String missing = layer(0, 0).path();
    Files.delete(tar.resolve(missing));
    String shorter = layer(3, 0).path();
    cut(tar.resolve(shorter), 5);
    Files.writeString(tar.resolve("blobs/notes.txt"), "x");
    assertThat(damages())
        .extracting(BundleDamage::kind, BundleDamage::path)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(Kind.LENGTH, shorter),
            org.assertj.core.api.Assertions.tuple(Kind.MISSING, missing),
            org.assertj.core.api.Assertions.tuple(Kind.UNEXPECTED, "blobs/notes.txt"));
  }

  @Test
  void whatIsNoBundleIsToldApart() throws IOException {
    Path text = Files.writeString(folder.resolve("a.tar"), "no tar at all".repeat(100));
    assertThatThrownBy(() -> BundleVerifier.verify(text, 1, Progress.NONE))
        .hasMessageContaining("no valid tar header at byte 0");
    Path empty = Files.writeString(folder.resolve("b.tar"), "");
    assertThatThrownBy(() -> BundleVerifier.verify(empty, 1, Progress.NONE))
        .hasMessageContaining("bundle-invalid");
    assertThatThrownBy(() -> BundleVerifier.verify(folder.resolve("c.tar"), 1, Progress.NONE))
        .hasMessageContaining("source-not-found");
    assertThatThrownBy(() -> BundleVerifier.verify(folder, 1, Progress.NONE))
        .hasMessageContaining("no index.json");
  }
}
