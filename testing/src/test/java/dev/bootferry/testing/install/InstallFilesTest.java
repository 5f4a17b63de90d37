package dev.bootferry.testing.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.data.JsonValue.JsonString;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.program.Bootferry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Files of {@code bootc/install} in all four folders, as the plan of the whole program shows them.
 * The image has those in /usr/lib, /usr/local/lib and /etc; /run is the machine's that installs.
 */
@Tag("system")
class InstallFilesTest {
  private static Path folder;
  private static String source;

  @BeforeAll
  static void makeImage() throws IOException {
    folder = RunFolder.create("install-files");
    source =
        SmallSystem.binding()
            .withFile(
                "usr/lib/bootc/install/10-first.toml", table("usr-lib-10", "stateroot = \"a\""))
            .withFile(
                "usr/lib/bootc/install/20-shadowed.toml",
                table("usr-lib-20", "stateroot = \"b\"\nfilesystem.root.type = \"xfs\""))
            .withFile("usr/lib/bootc/install/40-shadowed.toml", table("usr-lib-40", ""))
            .withFile("usr/lib/bootc/install/60-shadowed.toml", table("usr-lib-60", ""))
            .withFile("usr/local/lib/bootc/install/20-shadowed.toml", table("local-20", ""))
            .withFile(
                "usr/local/lib/bootc/install/30-local.toml",
                table("local-30", "root-fs-type = \"btrfs\""))
            .withFile("etc/bootc/install/40-shadowed.toml", table("etc-40", "stateroot = \"c\""))
            .withFile(
                "etc/bootc/install/50-other.toml",
                table("etc-50", "match-architectures = [\"s390x\"]\nstateroot = \"d\""))
            .withFile("etc/bootc/install/60-shadowed.toml", table("etc-60", "stateroot = \"e\""))
            .withFile("etc/bootc/install/70-deletes.toml", "[install]\nkarg-deletes = [\"gone\"]\n")
            .withFile("etc/bootc/install/README", "no install file\n")
            .withFile("usr/lib/bootc/kargs.d/10.toml", "kargs = [\"image=1\", \"gone=2\"]\n")
            .writeSet(folder.resolve("layout"));
  }

  @Test
  void aLaterFolderShadowsAndLaterNamesWin() throws IOException {
    JsonObject plan = plan(run("60-shadowed.toml", table("run-60", "")));
    assertThat(kargs(plan).subList(2, kargs(plan).size()))
        .containsExactly(
            "usr-lib-10", "local-20", "local-30", "etc-40", "run-60", "image=1", "given");
    assertThat(plan.string("stateroot")).contains("c");
    assertThat(plan.string("rootFileSystem")).contains("btrfs");
  }

  @Test
  void withoutFilesOfTheMachineTheImagesCount() throws IOException {
    JsonObject plan = plan(RunFolder.create("empty-run"));
    assertThat(kargs(plan)).contains("etc-60").doesNotContain("usr-lib-60", "etc-50");
    assertThat(plan.string("stateroot")).contains("e");
  }

  @Test
  void filesystemRootTypeGoesBeforeRootFsTypeAndTheOptionBeforeAll() throws IOException {
    Path run = run("05-type.toml", table("run-05", "filesystem.root.type = \"ext4\""));
    assertThat(plan(run).string("rootFileSystem")).contains("ext4");
    JsonObject given = plan(run, "--filesystem", "xfs", "--stateroot", "mine");
    assertThat(given.string("rootFileSystem")).contains("xfs");
    assertThat(given.string("stateroot")).contains("mine");
  }

  @Test
  void aKeyThatIsNotKnownIsRefusedWithItsPlace() throws IOException {
    CommandResult refused =
        attempt(run("80-wrong.toml", "[install]\nkargs = []\nroot-filesystem = \"ext4\"\n"));
    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.errorTail())
        .contains(
            "[install-config-invalid]",
            "/run/bootc/install/80-wrong.toml, line 3",
            "root-filesystem");
    assertThat(folder.resolve("disk.img")).doesNotExist();
  }

  private static String table(String karg, String more) {
    return "[install]\nkargs = [\"" + karg + "\"]\n" + more + "\n";
  }

  /** A folder that stands for /run of the machine that installs. */
  private static Path run(String name, String text) throws IOException {
    Path run = RunFolder.create("run");
    Files.writeString(Files.createDirectories(run.resolve("bootc/install")).resolve(name), text);
    return run;
  }

  private static JsonObject plan(Path run, String... options) {
    CommandResult result = attempt(run, options);
    assertThat(result.exit()).as(result.errorTail()).isZero();
    return Json.readObject(result.output(), "the plan");
  }

  private static CommandResult attempt(Path run, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("install", "to-disk", "--source", source, "--size", "4G"));
    arguments.addAll(List.of("--karg", "given", "--dry-run", "--json"));
    arguments.addAll(List.of(options));
    arguments.add(folder.resolve("disk.img").toString());
    return new Bootferry(new SystemCommandRunner())
        .withRun(run)
        .attempt(arguments.toArray(String[]::new));
  }

  private static List<String> kargs(JsonObject plan) {
    return plan.array("kargs").stream().map(k -> ((JsonString) k).value()).toList();
  }
}
