package dev.bootferry.bootloader.grub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BiosImageTest {
  private static final long LBA = 0x1_2345_6789L;

  private final byte[] boot = filled(512);
  private final byte[] core = filled(3000);

  BiosImageTest() {
    boot[510] = 0x55;
    boot[511] = (byte) 0xAA;
  }

  private static byte[] filled(int size) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) 0x11);
    return bytes;
  }

  @Test
  void pointsTheFirstSectorToTheCoreImage() {
    byte[] code = BiosImage.fit(boot, core, LBA, 1 << 20).bootCode();

    assertThat(code).hasSize(440);
    assertThat(little(code).getLong(0x5C)).isEqualTo(LBA);
    assertThat(code[0x64]).isEqualTo((byte) 0xFF);
    assertThat(Arrays.copyOfRange(code, 0x66, 0x68)).containsExactly(0x90, 0x90);
    assertThat(Arrays.copyOfRange(code, 0, 3)).containsOnly(0x11);
    assertThat(Arrays.copyOfRange(code, 3, 0x5A)).containsOnly(0);
    assertThat(Arrays.copyOfRange(code, 0x68, 440)).containsOnly(0x11);
  }

  @Test
  void pointsTheCoreImageToItsOwnRest() {
    byte[] fitted = BiosImage.fit(boot, core, LBA, 1 << 20).core();

    assertThat(little(fitted).getLong(0x1F4)).isEqualTo(LBA + 1);
    Arrays.fill(fitted, 0x1F4, 0x1FC, (byte) 0x11);
    assertThat(fitted).isEqualTo(core);
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatCode(() -> BiosImage.fit(boot, core, 2048, 3000)).doesNotThrowAnyException();
    assertThatThrownBy(() -> BiosImage.fit(boot, core, 2048, 2999))
        .hasMessageContaining("3000 bytes")
        .hasMessageContaining("2999 bytes");
    assertThatThrownBy(() -> BiosImage.fit(filled(512), core, 2048, 1 << 20))
        .hasMessageContaining("signature");
    assertThatThrownBy(() -> BiosImage.fit(new byte[0], core, 2048, 1 << 20))
        .hasMessageContaining("boot-loader-unfit");
  }

  @Test
  void refusesLargeSectors() {
    assertThatThrownBy(() -> BiosImage.requireSectorSize(4096))
        .hasMessageContaining("sectors of 4096 bytes")
        .hasMessageContaining("sector-size-not-bootable");
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
