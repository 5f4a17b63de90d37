package dev.bootferry.images.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootferry.core.Digest;
import dev.bootferry.images.bundle.BundlePlan.PlannedFile;
import dev.bootferry.images.layout.LayoutPaths;
import dev.bootferry.images.model.Descriptor;
import java.util.List;
import org.junit.jupiter.api.Test;

class BundlePlanTest {
  private static final long GIB = 1L << 30;

  private static Descriptor blob(int name, long size) {
    return new Descriptor("x", Digest.sha256(new byte[] {(byte) name}), size);
  }

  @Test
  void beginsWithMarkerAndSlot() {
    BundlePlan plan = BundlePlan.begin();
    assertThat(plan.files())
        .containsExactly(
            new PlannedFile("oci-layout", 30, 0),
            new PlannedFile("bootferry/volume.json", 4096, 1024));
    assertThat(plan.file("bootferry/volume.json").orElseThrow().content()).isEqualTo(1536);
    assertThat(plan.end()).isEqualTo(5632);
    assertThat(plan.length()).isEqualTo(5632 + 1024);
  }

  @Test
  void offsetsFollowFromSizes() {
    BundlePlan plan =
        BundlePlan.begin()
            .withBlobs(
                List.of(
                    blob(1, 0),
                    blob(2, 1),
                    blob(3, 512),
                    blob(4, 513),
                    blob(5, 8 * GIB - 1),
                    blob(6, 8 * GIB),
                    blob(7, 1)));
    assertThat(plan.files().subList(2, 9))
        .extracting(PlannedFile::header, PlannedFile::content, PlannedFile::end)
        .containsExactly(
            row(5632, 512, 0),
            row(6144, 512, 512),
            row(7168, 512, 512),
            row(8192, 512, 1024),
            row(9728, 512, 8 * GIB),
            // From 8 GiB on a PAX header, its records and the ustar header stand before the
            // content.
            row(8 * GIB + 10240, 1536, 8 * GIB),
            row(16 * GIB + 11776, 512, 512));
  }

  private static org.assertj.core.groups.Tuple row(long header, long length, long padded) {
    return org.assertj.core.api.Assertions.tuple(header, header + length, header + length + padded);
  }

  @Test
  void appendingNeverMovesWhatIsPlanned() {
    BundlePlan base = BundlePlan.begin().withBlobs(List.of(blob(1, 1000), blob(2, 2000)));
    BundlePlan more = base.withBlobs(List.of(blob(2, 2000), blob(3, 5), blob(3, 5)));
    assertThat(more.files().subList(0, 4)).isEqualTo(base.files());
    assertThat(more.files()).hasSize(5);
    assertThat(more.files().getLast().header()).isEqualTo(base.end());
    assertThat(base.files()).hasSize(4);
    assertThatThrownBy(() -> more.with(LayoutPaths.blob(blob(1, 1).digest()), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sixtyFourBitDigestsFitThroughPax() {
    Digest digest = Digest.parse("sha512:" + "ab".repeat(64));
    BundlePlan plan = BundlePlan.begin().withBlobs(List.of(new Descriptor("x", digest, 3)));
    PlannedFile file = plan.blob(digest).orElseThrow();
    assertThat(file.content() - file.header()).isEqualTo(1536).isEqualTo(file.headerBytes().length);
  }
}
