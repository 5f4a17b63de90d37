package dev.bootferry.linux.mount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountTableTest {
  private static final String TEXT =
      """
      22 27 0:21 / /proc rw,relatime - proc proc rw
      27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
      30 27 8:2 /sub\\040folder /mnt/a\\040b\\134c rw,nosuid shared:5 master:2 - xfs /dev/sda2 ro
      31 27 8:17 / /mnt ro - btrfs /dev/sdb1 rw,subvol=/@
      32 31 0:40 / /mnt rw - tmpfs none rw
      """;

  @Test
  void readsEveryField() {
    MountEntry entry = MountTable.parse(TEXT).entries().get(2);

    assertThat(entry.major()).isEqualTo(8);
    assertThat(entry.minor()).isEqualTo(2);
    assertThat(entry.root()).isEqualTo("/sub folder");
    assertThat(entry.target()).isEqualTo(Path.of("/mnt/a b\\c"));
    assertThat(entry.options()).containsExactly("rw", "nosuid");
    assertThat(entry.type()).isEqualTo("xfs");
    assertThat(entry.source()).isEqualTo("/dev/sda2");
    assertThat(entry.superOptions()).containsExactly("ro");
    assertThat(entry.isReadOnly()).isTrue();
  }

  @Test
  void seesTheLastMountOfATarget() {
    MountTable table = MountTable.parse(TEXT);

    assertThat(table.at(Path.of("/mnt"))).map(MountEntry::type).contains("tmpfs");
    assertThat(table.at(Path.of("/mnt/nothing"))).isEmpty();
  }

  @Test
  void findsTheFileSystemThatHoldsAPath() {
    MountTable table = MountTable.parse(TEXT);

    assertThat(table.holding(Path.of("/mnt/x/y"))).map(MountEntry::type).contains("tmpfs");
    assertThat(table.holding(Path.of("/mnt/a b\\c/y"))).map(MountEntry::type).contains("xfs");
    assertThat(table.holding(Path.of("/mntx"))).map(MountEntry::type).contains("ext4");
  }

  @Test
  void findsAllMountsOfADevice() {
    assertThat(MountTable.parse(TEXT).ofDevice(8, 17)).hasSize(1);
    assertThat(MountTable.parse(TEXT).ofDevice(8, 18)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "22 27 0:21 / /proc rw proc proc rw",
        "22 27 0 / /proc rw - proc proc rw",
        "22 27 a:b / /proc rw - proc proc rw",
        "22 27 0:21 / /proc rw - proc"
      })
  void refusesWhatIsNoSuchLine(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> MountTable.parse(text));
  }

  @Test
  void readsThisMachine() {
    assertThat(MountTable.read().at(Path.of("/"))).isPresent();
  }
}
