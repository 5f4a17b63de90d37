package dev.bootferry.testing.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.data.Json;
import dev.bootferry.deployment.bound.BoundStore;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.sample.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Base and bound images all out of a container storage, as {@code podman pull} leaves them. */
@Tag("system")
class StorageInstallTest {
  private static final SystemCommandRunner COMMANDS = new SystemCommandRunner();

  private static Path folder;
  private static Map<String, String> environment;

  @BeforeAll
  static void fillTheStorage() throws IOException {
    folder = RunFolder.create("storage");
    Path configuration =
        Files.writeString(
            folder.resolve("storage.conf"),
            "[storage]\ndriver = \"overlay\"\ngraphroot = \""
                + folder.resolve("graph")
                + "\"\nrunroot = \""
                + folder.resolve("run")
                + "\"\n");
    environment = Map.of("CONTAINERS_STORAGE_CONF", configuration.toString());
    Path layout =
        SmallSystem.binding(SampleSet.APP, SampleSet.tool()).writeLayout(folder.resolve("layout"));
    copy(layout, SmallSystem.BASE);
    copy(SampleSet.layout(), SampleSet.APP);
    copy(SampleSet.layout(), SampleSet.tool());
  }

  @AfterAll
  static void unmountTheStorage() {
    var _ = COMMANDS.attempt(Command.of("umount", folder.resolve("graph/overlay").toString()));
  }

  @Test
  void aUnitsDigestIsHonouredByTheInstalledMachine() throws IOException {
    Path image = folder.resolve("disk.img");
    CommandResult done =
        bootferry(
            "install",
            "to-disk",
            "--source",
            "containers-storage:" + SmallSystem.BASE,
            "--filesystem",
            "ext4",
            "--size",
            "2G",
            "--yes",
            "--json",
            image.toString());
    assertThat(done.exit()).as(done.errorTail()).isZero();
    InstalledDisk disk = new InstalledDisk(image, Json.readObject(done.output(), "the output"));
    try (MountedRoot root = disk.mount()) {
      BoundStore store = new BoundStore(root.store());
      for (String name : List.of(SampleSet.APP, SampleSet.tool())) {
        assertThat(store.named(name)).as(name).isPresent();
        assertThat(store.named(name).orElseThrow().names()).containsExactly(name);
      }
      Podman podman = Podman.with(root.store());
      assertThat(podman.attempt("image", "exists", SampleSet.tool()).exit()).isZero();
      assertThat(podman.runContainer(SampleSet.APP)).contains("sample-app 1.0: hello");
      assertThat(podman.runContainer(SampleSet.tool())).contains("sample-tool 1.0: hello");
      String digest = SampleSet.tool().substring(SampleSet.tool().indexOf('@') + 1);
      assertThat(podman.run("image", "inspect", "--format", "{{.Digest}}", SampleSet.tool()).text())
          .isEqualTo(digest);
      // As bootc asks when it decides what to remove.
      assertThat(podman.run("image", "list", "--format", "{{.Names}}").text())
          .contains(SampleSet.APP, SampleSet.tool());
    }
  }

  /** The compressed layers are gone, so that no bundle can be made that has the digest in it. */
  @Test
  void aBundleOfItIsRefused() {
    CommandResult refused =
        bootferry(
            "mirror",
            "create",
            "--base",
            "containers-storage:" + SmallSystem.BASE,
            folder.resolve("refused.tar").toString());
    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.errorTail()).contains("[bound-digest-lost]", SampleSet.tool());
  }

  private static CommandResult bootferry(String... arguments) {
    List<String> argv = new java.util.ArrayList<>();
    argv.add(Checkout.root().resolve("bootferry").toString());
    argv.addAll(List.of(arguments));
    return COMMANDS.attempt(Command.of(argv).withEnvironment(environment));
  }

  private static void copy(Path layout, String name) {
    var _ =
        COMMANDS.run(
            Command.of(
                    "skopeo",
                    "copy",
                    "--quiet",
                    "oci:" + layout + ":" + name,
                    "containers-storage:" + name)
                .withEnvironment(environment));
  }
}
