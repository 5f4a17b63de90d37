package dev.bootferry.deployment.variant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Bytes as the GVariant specification and its examples have them; ostree itself is asked in system
 * tests.
 */
class VariantTest {
  private static String hex(String type, Variant value) {
    return HexFormat.of().formatHex(VariantWriter.write(type, value));
  }

  private static Variant.Text text(String value) {
    return new Variant.Text(value);
  }

  @Test
  void writesWhatGlibWrites() {
    assertThat(hex("s", text("foo"))).isEqualTo("666f6f00");
    assertThat(hex("as", new Variant.Items(List.of(text("i"), text("can"), text("has")))))
        .isEqualTo("690063616e006861730002060a");
    assertThat(
            hex(
                "a{sv}",
                new Variant.Items(
                    List.of(Variant.Fields.of(text("k"), new Variant.Boxed("s", text("value")))))))
        .isEqualTo("6b0000000000000076616c7565000073" + "02" + "11");
    assertThat(hex("(su)", Variant.Fields.of(text("ab"), new Variant.Number32(1))))
        .isEqualTo("616200000000000103");
    assertThat(
            hex(
                "(uuua(ayay))",
                Variant.Fields.of(
                    new Variant.Number32(0),
                    new Variant.Number32(0),
                    new Variant.Number32(0x41ed),
                    new Variant.Items(List.of()))))
        .isEqualTo("0000000000000000000041ed");
  }

  @Test
  void readsBackWhatItWrote() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      List<Variant> items = new ArrayList<>();
      for (int i = random.nextInt(300); i > 0; i--) {
        byte[] name = new byte[random.nextInt(20)];
        random.nextBytes(name);
        items.add(
            Variant.Fields.of(
                new Variant.Text("n" + random.nextInt()), new Variant.Number64(random.nextLong())));
      }
      Variant value =
          Variant.Fields.of(
              new Variant.Items(items),
              new Variant.Boxed("u", new Variant.Number32(random.nextInt())),
              new Variant.Flag(random.nextBoolean()));
      String type = "(a(st)vb)";
      assertThat(VariantReader.read(type, VariantWriter.write(type, value)))
          .describedAs("seed %d", seed)
          .isEqualTo(value);
    }
  }

  @Test
  void refusesDamagedBytesWithoutReadingOutside() {
    byte[] good =
        VariantWriter.write(
            "a(say)",
            new Variant.Items(
                List.of(
                    Variant.Fields.of(text("name"), new Variant.Bytes(new byte[32])),
                    Variant.Fields.of(text("other"), new Variant.Bytes(new byte[32])))));
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 5000; round++) {
      byte[] damaged = good.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      damaged[damaged.length - 1 - random.nextInt(2)] = (byte) random.nextInt();
      try {
        VariantReader.read("a(say)", damaged);
      } catch (IllegalArgumentException e) {
        assertThat(e).describedAs("seed %d", seed).isNotNull();
      }
    }
    assertThatThrownBy(() -> VariantReader.read("s", "no end".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> VariantReader.read("u", new byte[3]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesTypesThatAreNone() {
    for (String type : List.of("", "a", "(s", "s)", "{s", "z", "()", "a{sv}s", "a".repeat(99))) {
      assertThatThrownBy(() -> VariantType.parse(type))
          .describedAs(type)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void widensOffsetsWithTheContainer() {
    for (int size : List.of(250, 254, 255, 256, 65530, 65534, 65535, 70000)) {
      Variant value = new Variant.Items(List.of(text("x".repeat(size)), text(""), text("end")));
      assertThat(VariantReader.read("as", VariantWriter.write("as", value)))
          .describedAs("%d", size)
          .isEqualTo(value);
    }
  }
}
