package dev.bootferry.testing.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.install.RunFolder;
import dev.bootferry.testing.mirror.PackedLayer.Packing;
import dev.bootferry.testing.mirror.Tricks.Hold;
import dev.bootferry.testing.program.Bootferry;
import dev.bootferry.testing.sample.Checkout;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same images give the same bytes: whatever the number of jobs, the time zone, the umask and
 * the locale, and also when a run was ended on the way. A run is ended when the registry has given
 * so much of a layer, and holds the rest.
 */
@Tag("system")
class InterruptionTest {
  private static final SystemCommandRunner COMMANDS = new SystemCommandRunner();
  private static final int LARGE = 2_000_000;
  private static final int HALF = LARGE / 2;

  private static Path images;
  private static PrivateRegistry registry;
  private static Middleman middleman;
  private static String base;
  private static Path reference;

  /** The large layer of the base, and that of the image that it binds. */
  private static PackedLayer baseLayer;

  private static PackedLayer appLayer;

  private Path folder;
  private Path output;

  @BeforeAll
  static void push() throws IOException {
    images = RunFolder.create("interrupted");
    registry = PrivateRegistry.start(images);
    middleman = new Middleman(registry.host());
    OciImage app = OciImage.of(Packing.GZIP, SmallBase.random(LARGE, 2));
    OciImage system = SmallBase.binding(LARGE, middleman.host() + "/app:v1");
    baseLayer = system.layers().get(1);
    appLayer = app.layers().getFirst();
    push(app, "app:v1");
    push(system, "os:v1");
    base = middleman.host() + "/os:v1";
    reference = images.resolve("reference.tar");
    CommandResult made = create(reference, List.of(), "--jobs=1");
    assertThat(made.exit()).as(made.errorTail()).isZero();
  }

  private static void push(OciImage image, String name) throws IOException {
    Path written = image.write(images.resolve(name.replace(':', '-')));
    Skopeo.copy("dir:" + written, "docker://" + registry.host() + "/" + name);
  }

  @AfterAll
  static void stop() throws IOException {
    middleman.close();
    registry.close();
  }

  @BeforeEach
  void chooseOutput() {
    folder = RunFolder.create("output");
    output = folder.resolve("site.tar");
  }

  @AfterEach
  void beHonest() {
    middleman.beHonest();
  }

  @ParameterizedTest
  @CsvSource({
    "2, 000, Pacific/Kiritimati, C, -Dfile.encoding=US-ASCII",
    "8, 077, America/St_Johns, tr_TR.UTF-8, -Duser.language=tr",
  })
  void theSurroundingsDoNotShow(
      String jobs, String umask, String zone, String locale, String javaOption) throws IOException {
    List<String> surroundings =
        List.of(
            "sh",
            "-c",
            "umask "
                + umask
                + "; exec env TZ="
                + zone
                + " LC_ALL="
                + locale
                + " BOOTFERRY_JAVA_OPTIONS="
                + javaOption
                + " \"$@\"",
            "sh");
    CommandResult made = create(output, surroundings, "--jobs=" + jobs);
    assertThat(made.exit()).as(made.errorTail()).isZero();
    assertIsTheReference();
  }

  /** A folder holds exactly the files of the tar. */
  @Test
  void aFolderHoldsTheSameFiles() throws IOException {
    CommandResult made =
        new Bootferry(COMMANDS)
            .attempt(
                "mirror",
                "create",
                "--base=docker://" + base,
                "--tls-verify=false",
                folder.resolve("site") + "/");
    assertThat(made.exit()).as(made.errorTail()).isZero();
    Layout unpacked = Layout.unpack(reference, folder.resolve("unpacked"));
    assertThat(Contents.of(folder.resolve("site"))).isEqualTo(Contents.of(unpacked.folder()));
  }

  /** Ctrl-C and the like: no bundle, what is there is said to be there, and is gone on with. */
  @ParameterizedTest
  @CsvSource({"INT, true", "TERM, true", "INT, false"})
  void aSignalLeavesSomethingToGoOnWith(String signal, boolean inBase) throws Exception {
    PackedLayer layer = inBase ? baseLayer : appLayer;
    Hold hold = hold(layer);
    try (RunningMirror mirror = RunningMirror.start(base, output)) {
      hold.awaitReached();
      mirror.signal(signal);
      assertThat(mirror.end()).as(mirror.said()).isEqualTo(130);
      assertThat(mirror.said())
          .contains("[interrupted]", "Run the same command again")
          .doesNotContain("\tat ");
    }
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder("site.tar.partial", "site.tar.partial.journal");
    assertGoesOn();
    assertThat(middleman.seen())
        .filteredOn(request -> request.contains(layer.descriptor().digest().toString()))
        .as("requests for the layer that was held")
        .singleElement()
        .asString()
        .matches(".* bytes=[1-9][0-9]*-");
  }

  /** Nothing has been noted in the journal yet: then it begins anew. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aKillDoesNoHarm(boolean inBase) throws Exception {
    Hold hold = hold(inBase ? baseLayer : appLayer);
    try (RunningMirror mirror = RunningMirror.start(base, output)) {
      hold.awaitReached();
      mirror.signal("KILL");
      assertThat(mirror.end()).as(mirror.said()).isEqualTo(137);
    }
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder("site.tar.partial", "site.tar.partial.journal");
    var _ = assertWorksAgain();
  }

  /** What the journal had noted before is not fetched again. */
  @Test
  void aKillKeepsWhatWasNoted() throws Exception {
    Hold hold = hold(appLayer);
    try (RunningMirror mirror = RunningMirror.start(base, output)) {
      awaitJournal(baseLayer.descriptor().digest().toString());
      hold.awaitReached();
      mirror.signal("KILL");
      assertThat(mirror.end()).as(mirror.said()).isEqualTo(137);
    }
    assertGoesOn();
    assertThat(middleman.seen())
        .noneMatch(request -> request.contains(baseLayer.descriptor().digest().toString()));
  }

  private static Hold hold(PackedLayer layer) {
    Hold hold = new Hold(HALF);
    middleman.on(layer.descriptor().digest().toString(), hold);
    return hold;
  }

  /** Waits until the journal names this blob. */
  private void awaitJournal(String digest) throws IOException, InterruptedException {
    Path journal = folder.resolve("site.tar.partial.journal");
    try (WatchService watch = FileSystems.getDefault().newWatchService()) {
      var _ =
          folder.register(
              watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
      while (!Files.exists(journal) || !Files.readString(journal).contains(digest)) {
        WatchKey changed = watch.poll(1, TimeUnit.MINUTES);
        Objects.requireNonNull(changed, "nothing is written to the journal");
        changed.pollEvents();
        assertThat(changed.reset()).isTrue();
      }
    }
  }

  private void assertGoesOn() throws IOException {
    assertThat(assertWorksAgain()).contains("going on with what an earlier run left");
  }

  /** Gives what the second run said. */
  private String assertWorksAgain() throws IOException {
    middleman.beHonest();
    var _ = middleman.seen();
    CommandResult again = create(output, List.of());
    assertThat(again.exit()).as(again.errorTail()).isZero();
    assertIsTheReference();
    return again.errorTail();
  }

  private void assertIsTheReference() throws IOException {
    assertThat(Files.mismatch(output, reference)).as("first byte that differs").isEqualTo(-1);
    assertThat(folder.toFile().list()).containsExactly("site.tar");
  }

  private static CommandResult create(Path to, List<String> surroundings, String... options) {
    Command command =
        Command.of(
            Checkout.root().resolve("bootferry").toString(),
            "mirror",
            "create",
            "--base=docker://" + base,
            "--tls-verify=false",
            to.toString());
    for (String option : options) {
      command = withOption(command, option);
    }
    return COMMANDS.attempt(command.behind(surroundings));
  }

  private static Command withOption(Command command, String option) {
    List<String> argv = new java.util.ArrayList<>(command.argv());
    argv.add(option);
    return Command.of(argv);
  }
}
