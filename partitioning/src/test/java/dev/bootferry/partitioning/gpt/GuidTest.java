package dev.bootferry.partitioning.gpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuidTest {
  /** The specification's own example: the ESP's type and its bytes. */
  private static final String TEXT = "C12A7328-F81F-11D2-BA4B-00A0C93EC93B";

  private static final String BYTES = "28732ac11ff8d211ba4b00a0c93ec93b";

  @Test
  void isMixedEndianOnDisk() {
    byte[] bytes = new byte[Guid.BYTES];
    Guid.parse(TEXT).writeTo(ByteBuffer.wrap(bytes));

    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(BYTES);
    assertThat(Guid.readFrom(ByteBuffer.wrap(bytes))).hasToString(TEXT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1-2-3-4-5", "C12A7328-F81F-11D2-BA4B-00A0C93EC93", "xyz"})
  void refusesOtherForms(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Guid.parse(text));
  }

  @Test
  void knowsTypesByGuid() {
    assertThat(PartitionType.of(Guid.parse(TEXT))).contains(PartitionType.EFI_SYSTEM);
    assertThat(PartitionType.of(Guid.ZERO)).isEmpty();
    assertThat(PartitionType.values()).extracting(PartitionType::guid).doesNotHaveDuplicates();
  }
}
