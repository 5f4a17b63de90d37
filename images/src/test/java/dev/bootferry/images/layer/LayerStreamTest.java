package dev.bootferry.images.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import dev.bootferry.core.Digest;
import dev.bootferry.core.io.ByteCounter;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.MediaTypes;
import dev.bootferry.images.tar.TestTar;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class LayerStreamTest {
  private static final byte[] TAR = tar();

  private static byte[] tar() {
    byte[] noise = new byte[3_000_000];
    new Random(3).nextBytes(noise);
    return new TestTar()
        .file("a", "first")
        .add(dev.bootferry.images.tar.TarEntry.file("noise", noise.length), noise)
        .bytes();
  }

  enum Kind {
    PLAIN,
    GZIP,
    GZIP_MEMBERS,
    ZSTD,
    ZSTD_FRAMES
  }

  private static byte[] compress(Kind kind) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int third = TAR.length / 3;
    switch (kind) {
      case PLAIN -> out.write(TAR);
      case GZIP -> gzip(out, TAR, 0, TAR.length);
      case GZIP_MEMBERS -> {
        gzip(out, TAR, 0, third);
        gzip(out, TAR, 0, 0);
        gzip(out, TAR, third, TAR.length);
      }
      case ZSTD -> zstd(out, TAR, 0, TAR.length);
      case ZSTD_FRAMES -> {
        out.write(new byte[] {0x51, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3});
        zstd(out, TAR, 0, third);
        out.write(new byte[] {0x5E, 0x2A, 0x4D, 0x18, 0, 0, 0, 0});
        zstd(out, TAR, third, TAR.length);
        out.write(new byte[] {0x50, 0x2A, 0x4D, 0x18, 1, 0, 0, 0, 9});
      }
    }
    return out.toByteArray();
  }

  private static void gzip(OutputStream out, byte[] bytes, int from, int to) throws IOException {
    ByteArrayOutputStream member = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(member)) {
      gzip.write(bytes, from, to - from);
    }
    out.write(member.toByteArray());
  }

  private static void zstd(OutputStream out, byte[] bytes, int from, int to) throws IOException {
    ZstdLibrary.load();
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    try (ZstdOutputStream zstd = new ZstdOutputStream(frame)) {
      zstd.write(bytes, from, to - from);
    }
    out.write(frame.toByteArray());
  }

  private static Descriptor descriptor(byte[] content) {
    return new Descriptor(MediaTypes.OCI_LAYER_GZIP, Digest.sha256(content), content.length);
  }

  private static LayerStream open(byte[] given, Descriptor layer, Digest diffId) {
    return LayerStream.of(
        new ByteArrayInputStream(given), layer, diffId, "host/os:1", ByteCounter.NONE);
  }

  private static void assertFails(ImagesProblem code, byte[] given, Descriptor layer, Digest diffId)
      throws IOException {
    try (LayerStream stream = open(given, layer, diffId)) {
      assertThatThrownBy(stream::drain)
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> {
                assertThat(e.problem().code()).isEqualTo(code);
                assertThat(e.problem().what())
                    .contains("layer " + layer.digest() + " of host/os:1");
              });
      assertThat(stream.verified()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void givesTheTarWhateverItsCompression(Kind kind) throws IOException {
    byte[] compressed = compress(kind);
    AtomicLong counted = new AtomicLong();
    try (LayerStream stream =
        LayerStream.of(
            new Dribble(new ByteArrayInputStream(compressed)),
            descriptor(compressed),
            Digest.sha256(TAR),
            "host/os:1",
            counted::addAndGet)) {
      assertThat(stream.readAllBytes()).isEqualTo(TAR);
      assertThat(stream.verified()).isTrue();
    }
    assertThat(counted).hasValue(compressed.length);
  }

  @Test
  void hashesWhatIsSkipped() throws IOException {
    byte[] compressed = compress(Kind.GZIP);
    try (LayerStream stream = open(compressed, descriptor(compressed), Digest.sha256(TAR))) {
      stream.skipNBytes(1_000_000);
      assertThat(stream.read()).isEqualTo(TAR[1_000_000] & 0xFF);
      stream.drain();
      assertThat(stream.verified()).isTrue();
      assertThat(stream.read()).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void tellsChangedBytesFromABadImage(Kind kind) throws IOException {
    byte[] right = compress(kind);
    byte[] flipped = right.clone();
    flipped[right.length / 2] ^= 4;
    Digest diffId = Digest.sha256(TAR);
    // Where decompressing notices it first, it is still the digest that is wrong.
    assertFails(ImagesProblem.BLOB_DIGEST_MISMATCH, flipped, descriptor(right), diffId);
    assertFails(
        ImagesProblem.BLOB_SIZE_MISMATCH,
        Arrays.copyOf(right, right.length - 1),
        descriptor(right),
        diffId);
    assertFails(
        ImagesProblem.BLOB_SIZE_MISMATCH,
        Arrays.copyOf(right, right.length + 1),
        descriptor(right),
        diffId);
    assertFails(
        ImagesProblem.LAYER_DIFFID_MISMATCH,
        right,
        descriptor(right),
        Digest.sha256(new byte[] {1}));
  }

  @Test
  void refusesCompressedContentThatIsBadInItself() throws IOException {
    Digest diffId = Digest.sha256(TAR);
    for (Kind kind : new Kind[] {Kind.GZIP, Kind.ZSTD}) {
      byte[] right = compress(kind);
      byte[] shorter = Arrays.copyOf(right, right.length - 9);
      assertFails(ImagesProblem.LAYER_INVALID, shorter, descriptor(shorter), diffId);
      byte[] longer = Arrays.copyOf(right, right.length + 5);
      longer[right.length] = 'x';
      assertFails(ImagesProblem.LAYER_INVALID, longer, descriptor(longer), diffId);
      byte[] crc = right.clone();
      crc[right.length - 6] ^= 1;
      if (kind == Kind.GZIP) {
        assertFails(ImagesProblem.LAYER_INVALID, crc, descriptor(crc), diffId);
      }
    }
  }

  @Test
  void refusesCompressionsThatImagesDoNotHave() throws IOException {
    for (byte[] unknown :
        new byte[][] {
          {'B', 'Z', 'h', '9', 1, 2},
          {(byte) 0xFD, '7', 'z', 'X', 'Z', 0, 1},
          new byte[700],
          "hello".getBytes(java.nio.charset.StandardCharsets.UTF_8)
        }) {
      unknown[unknown.length - 1] = 5;
      unknown[Math.min(300, unknown.length - 1)] = 5;
      assertFails(
          ImagesProblem.LAYER_COMPRESSION_UNKNOWN,
          unknown,
          descriptor(unknown),
          Digest.sha256(TAR));
    }
  }

  @Test
  void readsAnEmptyLayer() throws IOException {
    for (byte[] empty : new byte[][] {{}, new byte[1024]}) {
      try (LayerStream stream = open(empty, descriptor(empty), Digest.sha256(empty))) {
        stream.drain();
        assertThat(stream.verified()).isTrue();
      }
    }
  }

  @Test
  void passesOnWhatTheSourceThrows() throws IOException {
    byte[] compressed = compress(Kind.GZIP);
    InputStream breaking =
        new FilterInputStream(new ByteArrayInputStream(compressed)) {
          private int reads;

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            if (++reads > 3) {
              throw new IOException("connection reset");
            }
            return super.read(buffer, offset, length);
          }
        };
    try (LayerStream stream =
        LayerStream.of(
            breaking, descriptor(compressed), Digest.sha256(TAR), "x", ByteCounter.NONE)) {
      assertThatThrownBy(stream::drain)
          .isExactlyInstanceOf(IOException.class)
          .hasMessage("connection reset");
    }
  }

  @Test
  void endsItsThreadAndClosesTheSourceWhenItIsClosedEarly() throws IOException {
    byte[] compressed = compress(Kind.PLAIN);
    for (int before : new int[] {0, 1, 600_000, TAR.length}) {
      AtomicBoolean closed = new AtomicBoolean();
      InputStream source =
          new FilterInputStream(new ByteArrayInputStream(compressed)) {
            @Override
            public void close() {
              closed.set(true);
            }
          };
      LayerStream stream =
          LayerStream.of(source, descriptor(compressed), Digest.sha256(TAR), "x", ByteCounter.NONE);
      assertThat(stream.readNBytes(before)).hasSize(before);
      stream.close();
      assertThat(closed).isTrue();
      assertThat(stream.verified()).isFalse();
    }
  }

  @Test
  void isInterruptible() throws Exception {
    AtomicBoolean release = new AtomicBoolean();
    InputStream stuck =
        new InputStream() {
          @Override
          public int read() {
            while (!release.get()) {
              Thread.onSpinWait();
            }
            return -1;
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            return read();
          }
        };
    Descriptor layer = descriptor(TAR);
    LayerStream stream = LayerStream.of(stuck, layer, Digest.sha256(TAR), "x", ByteCounter.NONE);
    Thread.currentThread().interrupt();
    assertThatThrownBy(stream::read).isInstanceOf(java.io.InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
    release.set(true);
    stream.close();
  }

  /** Gives few bytes at a time, as networks do, and never says how many are there. */
  private static final class Dribble extends FilterInputStream {
    Dribble(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return super.read(buffer, offset, Math.min(length, 1461));
    }

    @Override
    public int available() {
      return 0;
    }
  }
}
