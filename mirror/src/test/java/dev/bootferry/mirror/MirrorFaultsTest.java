package dev.bootferry.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootferry.core.problem.CoreProblem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.core.progress.Progress;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.Platform;
import dev.bootferry.images.reference.SourceReference;
import dev.bootferry.mirror.TestImage.Stored;
import dev.bootferry.mirror.compress.Compression;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a mirror leaves when something goes wrong on the way, and how it goes on. */
class MirrorFaultsTest {
  private static final String OS = "r.example/os:v1";
  private static final String APP = "r.example/app:v1";
  private static final int LARGE = 3_000_000;

  @TempDir Path folder;
  private final FakePlace place = new FakePlace();
  private final Stored os =
      TestImage.base(3, LARGE).random("usr/more", 4, 500_000).layer().binds("app", APP).stored();
  private final Stored app = TestImage.app(1).stored();
  private final Descriptor large = os.layers().get(1);

  @BeforeEach
  void fill() {
    place.with(OS, os).with(APP, app);
  }

  @AfterEach
  void everythingIsClosed() {
    assertThat(place.open()).isZero();
  }

  private MirrorRequest request(Path output, int jobs) {
    return new MirrorRequest(
        SourceReference.parse("docker://" + OS),
        output,
        !output.toString().endsWith(".tar"),
        false,
        new Platform("linux", "amd64"),
        jobs,
        Compression.ZSTD,
        false);
  }

  private MirrorResult create(String name, int jobs) throws IOException {
    return new MirrorCreate(place, Progress.NONE).create(request(folder.resolve(name), jobs));
  }

  private void fails(String name, ImagesProblem code, String... mentions) {
    assertThatThrownBy(() -> create(name, 3))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code()).as(e.getMessage()).isEqualTo(code);
              assertThat(e.getMessage()).contains(mentions);
            });
    assertThat(folder.resolve(name)).doesNotExist();
  }

  /** After all, the bundle has the bytes of one that was made without any trouble. */
  private void goesOn(String name) throws IOException {
    place.heal();
    create(name, 2);
    create("reference-" + name, 2);
    if (name.endsWith(".tar")) {
      assertThat(Files.mismatch(folder.resolve(name), folder.resolve("reference-" + name)))
          .isEqualTo(-1);
    }
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder(name, "reference-" + name);
  }

  private static InputStream cut(InputStream in, long after) {
    return new FilterInputStream(in) {
      private long left = after;

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        if (left <= 0) {
          return -1;
        }
        int read = super.read(buffer, offset, (int) Math.min(length, left));
        left -= read;
        return read;
      }
    };
  }

  private static InputStream breakOff(InputStream in, long after) {
    InputStream broken =
        new FilterInputStream(InputStream.nullInputStream()) {
          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            throw new IOException("connection reset");
          }
        };
    return new SequenceInputStream(cut(in, after), broken);
  }

  private static InputStream flip(InputStream in, long at) {
    return new FilterInputStream(in) {
      private long position;

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        if (position <= at && at < position + read) {
          buffer[offset + (int) (at - position)] ^= 4;
        }
        position += Math.max(0, read);
        return read;
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"site.tar", "site"})
  void aShortBlobIsNamedAndGoneOnWith(String name) throws IOException {
    place.strike(large, (in, offset) -> cut(in, 2_000_000));
    fails(
        name,
        ImagesProblem.BLOB_SIZE_MISMATCH,
        large.digest().toString(),
        "only 2000000 of its " + large.size() + " bytes came");
    place.requests();
    place.heal();
    place.given();
    create(name, 2);
    assertThat(place.requests())
        .contains(large.digest() + " from 2000000")
        .doesNotContain(large.digest() + " from 0");
    assertThat(place.given()).isLessThan(large.size());
  }

  @Test
  void aConnectionThatBreaksOffIsItsOwnError() {
    place.strike(large, (in, offset) -> breakOff(in, 100_000));
    assertThatThrownBy(() -> create("site.tar", 3))
        .hasMessageContaining("could not copy " + large.digest() + " of docker://" + OS)
        .hasMessageContaining("connection reset [io-failed]");
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder("site.tar.partial", "site.tar.partial.journal");
  }

  @ParameterizedTest
  @ValueSource(strings = {"site.tar", "site"})
  void wantOfSpaceLeavesOnlyWhatCanBeGoneOnWith(String name) throws IOException {
    place.with(OS, TestImage.base(3, 10).claiming(1L << 55).stored());
    assertThatThrownBy(() -> create(name, 3)).hasMessageContaining("[no-space]");
    assertThat(folder).isEmptyDirectory();
    place.with(OS, os).with(APP, TestImage.app(1).claiming(1L << 55).stored());
    assertThatThrownBy(() -> create(name, 3)).hasMessageContaining("[no-space]");
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder(name + ".partial", name + ".partial.journal");
    place.with(APP, app);
    place.given();
    create(name, 3);
    assertThat(place.given()).as("bytes fetched again").isLessThan(30_000);
    assertThat(folder.toFile().list()).containsExactly(name);
  }

  @Test
  void wrongBytesAreNeverKept() throws IOException {
    place.strike(large, (in, offset) -> flip(in, 1_000_000));
    fails("site.tar", ImagesProblem.BLOB_DIGEST_MISMATCH, large.digest().toString(), OS);
    goesOn("site.tar");
  }

  @Test
  void moreBytesThanStatedAreRefused() throws IOException {
    place.strike(
        large,
        (in, offset) -> new SequenceInputStream(in, new java.io.ByteArrayInputStream(new byte[9])));
    fails("site.tar", ImagesProblem.BLOB_SIZE_MISMATCH, "more than the");
    goesOn("site.tar");
  }

  @Test
  void aFailingBoundImageLeavesTheBaseToGoOnWith() throws IOException {
    place.strike(app.layers().getFirst(), (in, offset) -> breakOff(in, 10));
    assertThatThrownBy(() -> create("site.tar", 3)).hasMessageContaining("connection reset");
    place.heal();
    place.given();
    create("site.tar", 3);
    assertThat(place.given()).as("bytes fetched again").isLessThan(20_000);
  }

  @Test
  void whatAnEarlierRunLeftIsNotTrusted() throws IOException {
    place.strike(large, (in, offset) -> breakOff(in, 2_000_000));
    assertThatThrownBy(() -> create("site.tar", 1)).hasMessageContaining("connection reset");
    Path partial = folder.resolve("site.tar.partial");
    byte[] bytes = Files.readAllBytes(partial);
    bytes[bytes.length - 1000] ^= 1;
    Files.write(partial, bytes);
    place.requests();
    place.heal();
    create("site.tar", 1);
    assertThat(place.requests())
        .containsSubsequence(large.digest() + " from 2000000", large.digest() + " from 0");
    create("other.tar", 1);
    assertThat(Files.mismatch(folder.resolve("site.tar"), folder.resolve("other.tar")))
        .isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"site.tar", "site"})
  void whenTheBaseChangedItsBlobsAreStillOfUse(String name) throws IOException {
    place.strike(app.layers().getFirst(), (in, offset) -> breakOff(in, 10));
    assertThatThrownBy(() -> create(name, 3)).hasMessageContaining("connection reset");
    place.heal();
    // Another first layer: every other blob lies elsewhere now.
    place.with(
        OS,
        TestImage.base(3, LARGE)
            .random("usr/more", 4, 500_000)
            .layer()
            .binds("app", APP)
            .label("version", "a label that makes the configuration longer".repeat(40))
            .stored());
    place.given();
    create(name, 3);
    assertThat(place.given()).as("bytes fetched again").isLessThan(30_000);
    assertThat(folder.toFile().list()).containsExactly(name);
    create("reference-" + name, 3);
    if (name.endsWith(".tar")) {
      assertThat(Files.mismatch(folder.resolve(name), folder.resolve("reference-" + name)))
          .isEqualTo(-1);
    }
  }

  @Test
  void whenABoundImageChangedTheOthersAreStillOfUse() throws IOException {
    Stored first = TestImage.plain().random("x", 5, 1_000_000).stored();
    Stored second = TestImage.plain().random("x", 6, 2_000_000).stored();
    Stored base = TestImage.base(3, 1000).binds("a", "r/a:1").binds("b", "r/b:1").stored();
    place.with(OS, base).with("r/a:1", first).with("r/b:1", second);
    place.strike(second.layers().getFirst(), (in, offset) -> breakOff(in, 1_500_000));
    assertThatThrownBy(() -> create("site.tar", 1)).hasMessageContaining("connection reset");
    place.heal();
    place.with("r/a:1", TestImage.plain().random("x", 7, 900_000).stored());
    place.given();
    create("site.tar", 1);
    assertThat(place.given()).as("bytes fetched again").isBetween(1_400_000L, 1_600_000L);
    create("reference.tar", 1);
    assertThat(Files.mismatch(folder.resolve("site.tar"), folder.resolve("reference.tar")))
        .isEqualTo(-1);
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("site.tar", "reference.tar");
  }

  /** Whatever is interrupted wherever: the bytes at the end are the same. */
  @Test
  void manyInterruptionsChangeNothing() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int attempts = 0;
    while (!Files.exists(folder.resolve("site.tar"))) {
      assertThat(attempts++).as("seed %d", seed).isLessThan(200);
      for (Descriptor layer : os.layers()) {
        long after = random.nextLong(layer.size() * 3 / 2 + 1);
        place.strike(layer, (in, offset) -> breakOff(in, after));
      }
      try {
        create("site.tar", 1 + random.nextInt(4));
      } catch (ProblemException e) {
        assertThat(e).as("seed %d", seed).hasMessageContaining("connection reset");
      }
    }
    place.heal();
    create("reference.tar", 2);
    assertThat(Files.mismatch(folder.resolve("site.tar"), folder.resolve("reference.tar")))
        .as("seed %d", seed)
        .isEqualTo(-1);
  }

  @Test
  void twoRunsDoNotCollide() throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    place.strike(
        large,
        (in, offset) -> {
          reached.countDown();
          try {
            goOn.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          return in;
        });
    AtomicReference<Exception> failure = new AtomicReference<>();
    Thread first =
        Thread.ofPlatform()
            .start(() -> {
              try {
                create("site.tar", 2);
              } catch (IOException | RuntimeException e) {
                failure.set(e);
              }
            });
    reached.await();
    assertThatThrownBy(() -> create("site.tar", 2))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(CoreProblem.OUTPUT_LOCKED));
    goOn.countDown();
    first.join();
    assertThat(failure.get()).isNull();
    assertThat(folder.toFile().list()).containsExactly("site.tar");
  }

  @Test
  void anInterruptLeavesSomethingToGoOnWith() throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    place.strike(
        large,
        (in, offset) ->
            new FilterInputStream(in) {
              private int calls;

              @Override
              public int read(byte[] buffer, int off, int length) throws IOException {
                if (calls++ == 3) {
                  reached.countDown();
                }
                return super.read(buffer, off, calls > 3 ? 1 : length);
              }
            });
    AtomicReference<Exception> failure = new AtomicReference<>();
    Thread first =
        Thread.ofPlatform()
            .start(() -> {
              try {
                create("site.tar", 2);
              } catch (IOException | RuntimeException e) {
                failure.set(e);
              }
            });
    reached.await();
    first.interrupt();
    first.join();
    assertThat(failure.get()).hasMessageContaining("[interrupted]");
    place.heal();
    place.requests();
    create("site.tar", 2);
    assertThat(place.requests()).doesNotContain(large.digest() + " from 0");
  }

  /** As a registry that is silent, or a pause before the next attempt; often, as it was a race. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false, false, false, false, false, false, false, false, false})
  void aSilentSourceDoesNotHoldUpWhoWantsToStop(boolean whenOpened) throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    InputStream silent =
        new FilterInputStream(InputStream.nullInputStream()) {
          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            reached.countDown();
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            return -1;
          }
        };
    place.strike(
        large,
        (in, offset) -> {
          if (whenOpened) {
            int _ = silent.read(new byte[1], 0, 1);
          }
          return new SequenceInputStream(cut(in, 1_000_000), silent);
        });
    AtomicReference<Exception> failure = new AtomicReference<>();
    Thread mirror =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              try {
                create("site.tar", 2);
              } catch (IOException | RuntimeException e) {
                failure.set(e);
              }
            });
    reached.await();
    mirror.interrupt();
    assertThat(mirror.join(Duration.ofSeconds(30))).as("it ends").isTrue();
    assertThat(failure.get()).hasMessageContaining("[interrupted]");
    goesOn("site.tar");
  }

  @Test
  void aJournalOfAnotherProgramIsOnlyALock() throws IOException {
    place.strike(large, (in, offset) -> breakOff(in, 2_000_000));
    assertThatThrownBy(() -> create("site.tar", 1)).hasMessageContaining("connection reset");
    Path journal = folder.resolve("site.tar.partial.journal");
    String text = Files.readString(journal);
    assertThat(text).startsWith("bootferry-journal 1\n").contains("blob " + large.digest());
    Files.writeString(journal, text + "blob torn");
    try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThatThrownBy(() -> create("site.tar", 1)).hasMessageContaining("output-locked");
    }
    Files.writeString(journal, "something else\n");
    place.requests();
    place.heal();
    create("site.tar", 1);
    assertThat(place.requests()).contains(large.digest() + " from 0");
  }
}
