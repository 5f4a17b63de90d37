package dev.bootferry.linux.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.linux.mount.Mount;
import dev.bootferry.linux.mount.MountTable;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.SystemCommandRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("system")
@Timeout(60)
class PrivateMountsTest {
  @TempDir Path folder;

  /** A program with several threads that starts itself over, mounts, and tells what it sees. */
  static final class Program {
    public static void main(String[] arguments) throws Exception {
      Thread.ofPlatform()
          .daemon()
          .start(() -> {
            while (true) {
              Thread.onSpinWait();
            }
          });
      PrivateMounts.enter();
      Path target = Path.of(arguments[0]);
      Mount _ = Mount.fileSystem("none", target, "tmpfs", Set.of(), "size=1m");
      System.out.println("argument " + arguments[1]);
      System.out.println("namespace " + Files.readSymbolicLink(Path.of("/proc/self/ns/mnt")));
      System.out.println("mounted " + MountTable.read().at(target).isPresent());
      System.out.println("folder " + Path.of("").toAbsolutePath());
      System.out.println("input " + new String(System.in.readAllBytes(), UTF_8));
      // Leaves without unmounting, as a killed program would.
      Runtime.getRuntime().halt(0);
    }

    private static final java.nio.charset.Charset UTF_8 = java.nio.charset.StandardCharsets.UTF_8;
  }

  @Test
  void startsOverWithTheSameArgumentsInItsOwnNamespace() throws Exception {
    String argument = "with space, \"quotes\" and ümlaut";
    Path target = Files.createDirectory(folder.resolve("target"));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Command command =
        Command.of(
                List.of(
                    java,
                    "--enable-native-access=ALL-UNNAMED",
                    "-Dstdout.encoding=UTF-8",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Program.class.getName(),
                    target.toString(),
                    argument))
            .withDirectory(folder)
            .withEnvironment(Map.of("SOME", "thing"))
            .withInput("standard input".getBytes(Program.UTF_8));

    String said = new SystemCommandRunner().run(command).text();

    assertThat(said)
        .contains("argument " + argument)
        .contains("mounted true")
        .contains("folder " + folder.toRealPath())
        .contains("input standard input")
        .contains("namespace mnt:")
        .doesNotContain(Files.readSymbolicLink(Path.of("/proc/self/ns/mnt")).toString());
    assertThat(MountTable.read().at(target)).isEmpty();
  }

  @Test
  void knowsItself() throws Exception {
    SystemCommandRunner runner = new SystemCommandRunner();

    assertThat(Identity.effectiveUserId())
        .isEqualTo(Integer.parseInt(runner.run(Command.of("id", "-u")).text()));
    assertThat(Identity.kernelRelease()).isEqualTo(runner.run(Command.of("uname", "-r")).text());
    assertThat(Identity.hostName()).isEqualTo(runner.run(Command.of("uname", "-n")).text());
  }
}
