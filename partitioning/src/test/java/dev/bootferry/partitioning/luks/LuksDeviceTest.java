package dev.bootferry.partitioning.luks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.Secret;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.partitioning.disk.DiskFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real cryptsetup on a file; opening needs the kernel and is tried inside a machine. */
@Tag("system")
class LuksDeviceTest {
  private static final SystemCommandRunner RUNNER = new SystemCommandRunner();

  @TempDir Path folder;

  @Test
  void bothKeysOpenItAndNoOther() {
    Path image = folder.resolve("volume");
    DiskFile.resize(image, 64 << 20);
    // A line feed and a zero belong to a key like any other byte.
    Secret key = Secret.of("pass\nphrase\0with all");
    Secret recovery = RecoveryKey.generate(new SecureRandom());
    LuksSpec spec = new LuksSpec(new UUID(5, 6), "root", key, true);

    LuksDevice.format(spec, Optional.of(recovery), image, RUNNER);

    assertThat(LuksDevice.opens(key, image, RUNNER)).isTrue();
    assertThat(LuksDevice.opens(recovery, image, RUNNER)).isTrue();
    assertThat(LuksDevice.opens(Secret.of("pass"), image, RUNNER)).isFalse();
    assertThat(RUNNER.run(Command.of("cryptsetup", "luksUUID", image.toString())).text())
        .isEqualTo(spec.id().toString());
    assertThat(spec.toString()).doesNotContain("phrase");
  }

  @Test
  void aRecoveryKeyIsForPeople() {
    String text =
        new String(RecoveryKey.generate(new SecureRandom()).bytes(), StandardCharsets.UTF_8);
    assertThat(text).matches("([cbdefghijklnrtuv]{8}-){7}[cbdefghijklnrtuv]{8}");
    assertThat(RecoveryKey.generate(new SecureRandom())).isNotEqualTo(Secret.of(text));
  }
}
