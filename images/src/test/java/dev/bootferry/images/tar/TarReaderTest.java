package dev.bootferry.images.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.ImagesProblem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarReaderTest {
  private static final byte[] CAPABILITY = {
    1, 0, 0, 2, 0, (byte) 0xA0, (byte) 0x80, 0, (byte) 0xFF, '\n', '=', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  private record Read(TarEntry entry, byte[] data) {}

  private static byte[] write(TarEntry entry, byte[] data) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarWriter writer = new TarWriter(bytes)) {
      writer.write(entry, data);
    }
    return bytes.toByteArray();
  }

  private static List<Read> read(byte[] archive) throws IOException {
    TarReader reader = new TarReader(new ByteArrayInputStream(archive), "test.tar");
    List<Read> result = new ArrayList<>();
    for (TarEntry entry = reader.next(); entry != null; entry = reader.next()) {
      result.add(new Read(entry, reader.data().readAllBytes()));
    }
    return result;
  }

  private static TarEntry readOne(byte[] archive) throws IOException {
    List<Read> all = read(archive);
    assertThat(all).hasSize(1);
    return all.getFirst().entry();
  }

  private static void assertInvalid(byte[] archive, String why) {
    assertThatThrownBy(() -> read(archive))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo(ImagesProblem.TAR_INVALID);
              assertThat(e.problem().what()).contains("test.tar");
              assertThat(e.problem().why()).contains(why);
            });
  }

  @Test
  void givesBackWhatWasWritten() throws IOException {
    TarEntry entry =
        TarEntry.file("usr/bin/ping", 5)
            .withMode(04755)
            .withOwner(3_000_000_000L, 70000)
            .withMtime(-2, 250_000_000)
            .withXattr("security.capability", CAPABILITY)
            .withXattr("user.empty", new byte[0])
            .withXattr("user.comment", "grüße".getBytes(StandardCharsets.UTF_8));
    List<Read> all = read(write(entry, "hello".getBytes(StandardCharsets.UTF_8)));
    assertThat(all).hasSize(1);
    assertThat(all.getFirst().entry()).isEqualTo(entry);
    assertThat(all.getFirst().data()).asString(StandardCharsets.UTF_8).isEqualTo("hello");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 99, 100, 101, 155, 156, 255, 256, 257, 4095, 65000})
  void keepsNamesOfAnyLength(int length) throws IOException {
    StringBuilder name = new StringBuilder();
    while (name.length() < length) {
      name.append(name.length() % 60 == 59 ? '/' : 'a');
    }
    if (name.charAt(length - 1) == '/') {
      name.setCharAt(length - 1, 'b');
    }
    TarEntry file = TarEntry.file(name.toString(), 0);
    assertThat(readOne(write(file, new byte[0]))).isEqualTo(file);
    TarEntry link = TarEntry.symlink("l", name.toString());
    assertThat(readOne(write(link, new byte[0]))).isEqualTo(link);
  }

  @Test
  void keepsNamesThatAreNotUtf8() throws IOException {
    byte[] latin1 = "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);
    TarEntry entry = TarEntry.file("x", 0).withPath(TarName.of(latin1));
    TarEntry read = readOne(write(entry, new byte[0]));
    assertThat(read.path().bytes()).isEqualTo(latin1);
    assertThat(read.path().isUtf8()).isFalse();
    assertThat(TarName.of("caf\u00e9\uFFFD").isUtf8()).isTrue();
  }

  @Test
  void keepsAttributesOfHundredsOfKilobytes() throws IOException {
    Random random = new Random(7);
    TarEntry entry = TarEntry.directory("d");
    for (int i = 0; i < 5; i++) {
      byte[] value = new byte[60 << 10];
      random.nextBytes(value);
      entry = entry.withXattr("user.v" + i, value);
    }
    assertThat(readOne(write(entry, new byte[0]))).isEqualTo(entry);
  }

  @Test
  void readsSparseFilesWithAndWithoutTheirHoles() throws IOException {
    TarEntry entry =
        TarEntry.file("s", 5000).withExtents(List.of(new Extent(100, 512), new Extent(4000, 2)));
    byte[] data = new byte[514];
    new Random(5).nextBytes(data);
    byte[] archive = write(entry, data);
    TarReader reader = new TarReader(new ByteArrayInputStream(archive), "test.tar");
    assertThat(reader.next()).isEqualTo(entry);
    byte[] expected = new byte[5000];
    System.arraycopy(data, 0, expected, 100, 512);
    System.arraycopy(data, 512, expected, 4000, 2);
    assertThat(reader.content().readAllBytes()).isEqualTo(expected);
    assertThat(read(archive).getFirst().data()).isEqualTo(data);
  }

  @Test
  void appliesGlobalHeadersUntilAnEntrySaysOtherwise() throws IOException {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    archive.write(special('g', record("SCHILY.xattr.user.a", "")));
    archive.write(special('g', "12 uid=1234\n"));
    archive.write(header(TarEntry.file("one", 0)));
    archive.write(special('x', "9 uid=77\n"));
    archive.write(header(TarEntry.file("two", 0)));
    archive.write(header(TarEntry.file("three", 0)));
    List<Read> all = read(archive.toByteArray());
    assertThat(all).extracting(r -> r.entry().uid()).containsExactly(1234L, 77L, 1234L);
    assertThat(all).allSatisfy(r -> assertThat(r.entry().xattrs()).containsKey("user.a"));
  }

  @Test
  void readsAttributesInTheSpellingOfLibarchive() throws IOException {
    String value = "27 LIBARCHIVE.xattr.a%3Db=AQD/\n";
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    archive.write(special('x', value.replaceFirst("27", String.valueOf(value.length()))));
    archive.write(header(TarEntry.file("f", 0)));
    assertThat(readOne(archive.toByteArray()).xattrs())
        .hasEntrySatisfying("a=b", v -> assertThat(v).containsExactly(1, 0, -1));
  }

  @Test
  void readsNumbersInBase256() throws IOException {
    byte[] block = header(TarEntry.file("f", 0));
    Arrays.fill(block, 108, 116, (byte) 0);
    block[108] = (byte) 0x80;
    block[112] = 1; // 2^24
    Arrays.fill(block, 136, 148, (byte) 0xFF); // -1
    checksum(block);
    TarEntry entry = readOne(block);
    assertThat(entry.uid()).isEqualTo(1L << 24);
    assertThat(entry.mtimeSeconds()).isEqualTo(-1);
  }

  @Test
  void takesAFileWhoseNameEndsInASlashForADirectory() throws IOException {
    byte[] block = header(TarEntry.file("old/", 0));
    block[156] = 0;
    checksum(block);
    assertThat(readOne(block).type()).isEqualTo(TarType.DIRECTORY);
  }

  @Test
  void takesNoContentOfLinksAndDirectoriesWhateverSizeTheyState() throws IOException {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    for (TarEntry entry : List.of(TarEntry.hardLink("h", "t"), TarEntry.directory("d"))) {
      byte[] block = header(entry);
      block[134] = '7';
      checksum(block);
      archive.write(block);
    }
    assertThat(read(archive.toByteArray()))
        .extracting(r -> r.entry().size())
        .containsExactly(0L, 0L);
  }

  @Test
  void refusesWhatIsCutShortAnywhereButBetweenEntries() throws IOException {
    byte[] archive =
        write(TarEntry.file("f", 700).withXattr("user.x", new byte[600]), new byte[700]);
    int entries = archive.length - 1024;
    for (int cut = 1; cut < archive.length; cut++) {
      byte[] shorter = Arrays.copyOf(archive, cut);
      if (cut < entries) {
        assertInvalid(shorter, "middle");
      } else if (cut % 512 == 0) {
        assertThat(read(shorter)).hasSize(1);
      }
    }
  }

  @Test
  void refusesAHeaderThatWasChanged() throws IOException {
    byte[] archive = write(TarEntry.file("f", 0), new byte[0]);
    archive[0] ^= 1;
    assertInvalid(archive, "checksum");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "99 path=x\n",
        "3 x\n",
        "path=x\n",
        "7 path\n\n",
        "9 path=x\nx",
        "-9 path=x\n",
        "99999999999999999999 path=x\n",
        "8 =value\n",
        "12 size=-23\n",
        "31 size=99999999999999999999999\n",
        "10 path=\0\n",
      })
  void refusesMalformedRecords(String records) throws IOException {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    archive.write(special('x', records));
    archive.write(header(TarEntry.file("f", 0)));
    assertThatThrownBy(() -> read(archive.toByteArray())).isInstanceOf(ProblemException.class);
  }

  @Test
  void refusesASizeThatLies() throws IOException {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    archive.write(special('x', "28 size=9223372036854775807\n"));
    archive.write(header(TarEntry.file("f", 0)));
    assertInvalid(archive.toByteArray(), "beyond all measure");
  }

  @Test
  void boundsNamesAndHeaders() throws IOException {
    byte[] name = header(TarEntry.file("././@LongLink", TarReader.MAX_NAME_BYTES + 1));
    name[156] = 'L';
    checksum(name);
    assertInvalid(name, "more than");
    byte[] records = header(TarEntry.file("pax", TarReader.MAX_HEADER_BYTES + 1));
    records[156] = 'x';
    checksum(records);
    assertInvalid(records, "more than");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0,9", "5,2,3,2", "0,2,1,2", "0,600", "-1,5", "0", "a,b"})
  void refusesSparseMapsThatMakeNoSense(String map) throws IOException {
    String records = record("GNU.sparse.size", "8") + record("GNU.sparse.map", map);
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    archive.write(special('x', records));
    archive.write(header(TarEntry.file("f", 4)));
    archive.write(new byte[512]);
    assertThatThrownBy(() -> read(archive.toByteArray())).isInstanceOf(ProblemException.class);
  }

  @Test
  void neverFailsInAnotherWayThanItShould() throws IOException {
    long seed = new Random().nextLong();
    System.getLogger("test").log(System.Logger.Level.INFO, "seed " + seed);
    Random random = new Random(seed);
    byte[] archive =
        write(
            TarEntry.file("a/b", 3000)
                .withXattr("user.x", CAPABILITY)
                .withExtents(List.of(new Extent(10, 512), new Extent(1000, 30))),
            new byte[542]);
    for (int i = 0; i < 3000; i++) {
      byte[] damaged = archive.clone();
      for (int j = random.nextInt(4); j >= 0; j--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      for (int block = 0; block < damaged.length; block += 512) {
        byte[] header = Arrays.copyOfRange(damaged, block, block + 512);
        if (random.nextBoolean() && header[257] == 'u') {
          checksum(header);
          System.arraycopy(header, 0, damaged, block, 512);
        }
      }
      try {
        read(damaged);
      } catch (ProblemException e) {
        assertThat(e.problem().code()).as("seed %d", seed).isEqualTo(ImagesProblem.TAR_INVALID);
      }
    }
  }

  private static String record(String key, String value) {
    String rest = " " + key + "=" + value + "\n";
    int length = rest.length() + 2;
    return length + rest;
  }

  private static byte[] special(char type, String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    byte[] block = header(TarEntry.file("special", bytes.length));
    block[156] = (byte) type;
    checksum(block);
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    result.write(block);
    result.write(Arrays.copyOf(bytes, (bytes.length + 511) & -512));
    return result.toByteArray();
  }

  private static byte[] header(TarEntry entry) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new TarWriter(bytes).write(entry, new byte[(int) entry.size()]);
    return Arrays.copyOf(bytes.toByteArray(), 512);
  }

  private static void checksum(byte[] block) {
    Arrays.fill(block, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xFF;
    }
    byte[] digits = String.format("%06o", sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, block, 148, 6);
    block[154] = 0;
  }
}
