package dev.bootferry.deployment.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootferry.core.io.ByteCounter;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.deployment.DeploymentProblem;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.SystemCommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Beside the real {@code ostree fsck}: what it takes and what it finds. */
@Tag("system")
class RepositoryCheckTest {
  private static final SystemCommandRunner COMMANDS = new SystemCommandRunner();

  @TempDir static Path folder;
  private static Path sound = Path.of("/nonexistent");

  @BeforeAll
  static void commit() {
    sound = folder.resolve("sound");
    shell(
        """
        mkdir -p tree/usr/bin tree/usr/empty
        head -c 3000000 /dev/zero > tree/usr/large
        echo content > tree/usr/bin/program
        chmod 4755 tree/usr/bin/program
        setfattr -n user.attribute -v value tree/usr/bin/program
        : > tree/usr/nothing
        ln -s bin/program tree/usr/link
        chown -h 7:8 tree/usr/link
        ostree --repo=sound init --mode=bare
        ostree --repo=sound commit --branch=one --tree=dir=tree
        echo more > tree/usr/more
        ostree --repo=sound commit --branch=a/two --tree=dir=tree
        """);
  }

  private static void shell(String script) {
    var _ = COMMANDS.run(Command.of("sh", "-euc", "cd \"$1\"; " + script, "sh", folder.toString()));
  }

  private static boolean fsck(Path repository) {
    return COMMANDS.attempt(Command.of("ostree", "--repo=" + repository, "fsck", "--quiet")).exit()
        == 0;
  }

  @Test
  void takesWhatIsSound() throws IOException {
    AtomicLong bytes = new AtomicLong();
    RepositoryCheck.run(sound, 2, bytes::addAndGet);
    assertThat(bytes.get()).isGreaterThan(3_000_000);
    assertThat(fsck(sound)).isTrue();
  }

  /** The capital words stand for files of objects. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          a byte of a file         ; printf C | dd of=FILE bs=1 conv=notrunc
          a file's last byte       ; truncate -s -1 FILE
          a file's mode            ; chmod 0755 FILE
          a file's owner           ; chown 1:0 FILE && chmod 4755 FILE
          a file's attribute       ; setfattr -n user.attribute -v other FILE
          an attribute too many    ; setfattr -n user.more -v other FILE
          an attribute lost        ; setfattr -x user.attribute FILE
          a link's target          ; ln -sfn bin/other LINK && chown -h 7:8 LINK
          a link's owner           ; chown -h 9:9 LINK
          a directory              ; printf X | dd of=TREE bs=1 seek=3 conv=notrunc
          a directory's attributes ; printf X | dd of=META bs=1 conv=notrunc
          a commit                 ; printf X | dd of=COMMIT bs=1 seek=40 conv=notrunc
          a file lost              ; rm FILE
          a link lost              ; rm LINK
          a directory lost         ; rm TREE
          attributes lost          ; rm META
          a commit lost            ; rm COMMIT
          """)
  void findsWhatOstreeFinds(String name, String damage) throws IOException {
    Path damaged = Files.createTempDirectory(folder, "damaged");
    String script =
        damage
            .replace("FILE", "$(object 5 /usr/bin/program).file")
            .replace("LINK", "$(object 5 /usr/link).file")
            .replace("TREE", "$(object 5 /usr/bin).dirtree")
            .replace("META", "$(object 6 /usr/bin).dirmeta")
            .replace("COMMIT", "$(place $(cat refs/heads/one)).commit");
    shell(
        """
        place() { echo "objects/$(echo "$1" | cut -c-2)/$(echo "$1" | cut -c3-)"; }
        object() { place "$(ostree --repo=../sound ls -Cd one "$2" | awk -v n="$1" '{ print $n }')"; }
        cp -a sound/. "DAMAGED"
        cd "DAMAGED"
        """
                .replace("DAMAGED", damaged.toString())
            + script);
    assertThat(fsck(damaged)).as("whether ostree finds " + name + " sound").isFalse();
    assertThatThrownBy(() -> RepositoryCheck.run(damaged, 2, ByteCounter.NONE))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(DeploymentProblem.SYSROOT_DAMAGED));
  }
}
