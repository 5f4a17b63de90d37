package dev.bootferry.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A signal to this program ends what it has started. */
@Timeout(60)
class ShutdownTest {
  /** The program that is to be ended. */
  static final class Victim {
    public static void main(String[] arguments) {
      CommandResult _ =
          new SystemCommandRunner().attempt(Command.of("sh", "-c", "sleep 600; : " + arguments[0]));
    }
  }

  @Test
  void noChildOutlivesThisProcess() throws Exception {
    String mark = "bootferry-" + UUID.randomUUID();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    Process victim =
        new ProcessBuilder(
                List.of(
                    java,
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    classes,
                    Victim.class.getName(),
                    mark))
            .inheritIO()
            .start();
    try {
      Processes.awaitRunning("sleep 600; : " + mark);

      victim.destroy();

      assertThat(victim.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(victim.exitValue()).isEqualTo(128 + 15);
      assertThat(Processes.running(mark)).isEmpty();
    } finally {
      victim.destroyForcibly();
    }
  }
}
