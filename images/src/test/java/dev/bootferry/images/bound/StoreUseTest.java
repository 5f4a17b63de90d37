package dev.bootferry.images.bound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreUseTest {
  private static final String STORE = "additionalimagestore=/usr/lib/bootc/storage";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GlobalArgs=--storage-opt=" + STORE,
        "GlobalArgs=--storage-opt " + STORE,
        "GlobalArgs=--log-level=debug \"--storage-opt=" + STORE + "/\"",
        "GlobalArgs=--log-level=debug \\\n  --storage-opt=" + STORE,
        "GlobalArgs=--log-level=debug \\\n# said in between\n  --storage-opt=" + STORE,
        "GlobalArgs=--x=y\nGlobalArgs=--storage-opt=" + STORE,
        "GlobalArgs=--storage-opt=overlay." + STORE,
        "GlobalArgs=--storage-opt=additionalimagestore=/srv/store,/usr/lib//bootc/storage",
        "[Service]\nEnvironment=A=1 STORAGE_OPTS=" + STORE
      })
  void isSeen(String lines) {
    assertThat(StoreUse.by(QuadletFile.parse("[Container]\nImage=a\n" + lines + "\n", "u")))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "PodmanArgs=--storage-opt=" + STORE,
        "#GlobalArgs=--storage-opt=" + STORE,
        "globalargs=--storage-opt=" + STORE,
        "GlobalArgs=--storage-opt=" + STORE + "\nGlobalArgs=",
        "GlobalArgs=--storage-opt=additionalimagestore=/usr/lib/bootc/storage2",
        "GlobalArgs=--storage-opt=size=/usr/lib/bootc/storage",
        "GlobalArgs=" + STORE,
        "[Unit]\nGlobalArgs=--storage-opt=" + STORE
      })
  void isMissed(String lines) {
    assertThat(StoreUse.by(QuadletFile.parse("[Container]\nImage=a\n" + lines + "\n", "u")))
        .isFalse();
  }
}
