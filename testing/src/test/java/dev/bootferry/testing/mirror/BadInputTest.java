package dev.bootferry.testing.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.Digest;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.install.RunFolder;
import dev.bootferry.testing.program.Bootferry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What goes wrong is said, with its code; no bundle has its name then, and no input has changed.
 */
@Tag("system")
class BadInputTest {
  private static final SystemCommandRunner COMMANDS = new SystemCommandRunner();

  private static BadImages images;

  private Path folder;
  private Path output;
  private final List<String> mounts = new ArrayList<>();

  @BeforeAll
  static void push() throws IOException {
    images = new BadImages(RunFolder.create("inputs"));
  }

  @AfterAll
  static void stop() throws IOException {
    images.close();
  }

  @BeforeEach
  void chooseOutput() {
    folder = RunFolder.create("output");
    output = folder.resolve("site.tar");
  }

  @AfterEach
  void undo() {
    images.middleman().beHonest();
    mounts.forEach(point -> COMMANDS.run(Command.of("umount", point)));
  }

  /** What is beside the name of the output afterwards. */
  private enum Left {
    NOTHING,
    /** What the next run goes on with. */
    PARTIAL,
    /** The same, if a first blob was in its place when the others failed. */
    PERHAPS_PARTIAL
  }

  /** One way to fail. */
  enum Case {
    UNKNOWN_TAG(3, "reference-unknown", Left.NOTHING, "the manifest none of|/os"),
    UNKNOWN_REPOSITORY(3, "reference-unknown", Left.NOTHING, "the manifest v1 of|/nothing/here"),
    UNKNOWN_DIGEST(3, "reference-unknown", Left.NOTHING, "sha256:0123"),
    NO_CREDENTIALS(3, "unauthorized", Left.NOTHING, "without credentials|podman login"),
    WRONG_CREDENTIALS(3, "unauthorized", Left.NOTHING, "ann"),
    NOBODY_LISTENS(1, "registry-unreachable", Left.NOTHING, "127.0.0.1:9"),
    WRONG_MANIFEST(4, "manifest-digest-mismatch", Left.NOTHING, "the manifest sha256:|/os"),
    WRONG_CHILD_OF_AN_INDEX(4, "manifest-digest-mismatch", Left.NOTHING, "indexed"),
    WRONG_CONFIG(4, "blob-digest-mismatch", Left.NOTHING, "os:v1"),
    WRONG_LAYER(4, "blob-digest-mismatch", Left.PARTIAL, "os:v1"),
    WRONG_LAYER_OF_A_BOUND_IMAGE(4, "blob-digest-mismatch", Left.PARTIAL, "app:v1"),
    CUT_FOR_GOOD(1, "transfer-cut", Left.PARTIAL, "os:v1"),
    NOT_BOOTABLE(3, "not-bootable", Left.NOTHING, "containers.bootc"),
    TWO_KERNELS(3, "kernel-count", Left.PARTIAL, "6.1.0, 6.2"),
    OTHER_ARCHITECTURE(3, "architecture-mismatch", Left.NOTHING, "linux/arm64"),
    NOT_IN_THE_INDEX(3, "platform-missing", Left.NOTHING, "linux/arm64"),
    BOUND_FOR_OTHER_ARCHITECTURE(
        3, "architecture-mismatch", Left.PARTIAL, "app0.container, line 2"),
    BOUND_MISSING(3, "bound-images-missing", Left.PARTIAL, "app0.container, line 2|none:b"),
    BOUND_NONSENSE(3, "bound-unit-invalid", Left.PARTIAL, "app0.container, line 2|app2.container"),
    DANGLING_ENTRY(3, "bound-entry-invalid", Left.PARTIAL, "bound-images.d/b.container"),
    ENTRY_THAT_IS_NO_LINK(3, "bound-entry-invalid", Left.PARTIAL, "bound-images.d/README"),
    NO_FOLDER_FOR_OUTPUT(3, "file-not-readable", Left.NOTHING, "no folder"),
    OUTPUT_EXISTS(3, "output-exists", Left.NOTHING, "--force"),
    TOO_LITTLE_SPACE(3, "no-space", Left.NOTHING, "are free on"),
    DISK_THAT_FILLS_UP(1, "io-failed", Left.PERHAPS_PARTIAL, "No space left"),
    BUNDLE_CUT_OFF(4, "bundle-invalid", Left.NOTHING, "cut off"),
    BUNDLE_WITH_A_FLIPPED_LAYER(4, "blob-digest-mismatch", Left.PARTIAL, "app:v1"),
    BUNDLE_WITH_A_FLIPPED_MANIFEST(4, "blob-digest-mismatch", Left.NOTHING, "sha256"),
    BUNDLE_WITH_A_FLIPPED_INDEX(4, "bundle-invalid", Left.NOTHING, "index.json");

    private final int exit;
    private final String code;
    private final Left left;
    private final String words;

    Case(int exit, String code, Left left, String words) {
      this.exit = exit;
      this.code = code;
      this.left = left;
      this.words = words;
    }

    private List<String> words() {
      return List.of(words.split("\\|", -1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void failsWithItsCodeAndLeavesNoBundle(Case why) throws Exception {
    List<String> arguments = prepare(why);
    Map<String, Digest> inputs = images.contents();
    boolean exists = Files.exists(output);
    CommandResult result = why == Case.DISK_THAT_FILLS_UP ? fillUp(arguments) : create(arguments);
    assertFailed(result, why.exit, why.code, why.words());
    assertThat(images.contents()).isEqualTo(inputs);
    if (exists) {
      assertThat(output).hasContent("precious");
    } else {
      assertThat(output).doesNotExist();
    }
    List<String> names = new ArrayList<>(exists ? List.of("site.tar") : List.of());
    boolean perhaps = why.left == Left.PERHAPS_PARTIAL && !names(folder).isEmpty();
    if (why.left == Left.PARTIAL || perhaps) {
      names.addAll(List.of("site.tar.partial", "site.tar.partial.journal"));
    }
    assertThat(names(folder)).containsExactlyInAnyOrderElementsOf(names);
  }

  /** The other readers of a bundle say the same; 'inspect' reads only the documents. */
  @ParameterizedTest
  @EnumSource(names = "BUNDLE_.*", mode = EnumSource.Mode.MATCH_ALL)
  void verifyAndInspectSayTheSame(Case why) throws Exception {
    Path bundle = Path.of(prepare(why).getLast().replaceFirst("^--base=", ""));
    Digest before = Digest.sha256(Files.readAllBytes(bundle));
    CommandResult verified = program(List.of("mirror", "verify", bundle.toString()));
    assertFailed(verified, why.exit, why.code, why.words());
    CommandResult inspected = program(List.of("mirror", "inspect", bundle.toString()));
    if (why == Case.BUNDLE_WITH_A_FLIPPED_LAYER) {
      assertThat(inspected.exit()).as(inspected.errorTail()).isZero();
    } else {
      assertFailed(inspected, why.exit, why.code, why.words());
    }
    assertThat(Digest.sha256(Files.readAllBytes(bundle))).isEqualTo(before);
  }

  private static void assertFailed(
      CommandResult result, int exit, String code, List<String> words) {
    assertThat(result.errorTail())
        .contains("bootferry: could not ", "because: ", "fix: ", "[" + code + "]")
        .contains(words)
        .doesNotContain("\tat ");
    assertThat(result.exit()).as(result.errorTail()).isEqualTo(exit);
    assertThat(result.output()).isEmpty();
  }

  /** Arguments after the output, the source the last of them. */
  private List<String> prepare(Case why) throws IOException {
    String good = images.good();
    String host = images.middleman().host();
    return switch (why) {
      case UNKNOWN_TAG -> from(host + "/os:none");
      case UNKNOWN_REPOSITORY -> from(host + "/nothing/here:v1");
      case UNKNOWN_DIGEST -> from(host + "/os@sha256:" + "0123".repeat(16));
      case NO_CREDENTIALS -> from(images.guarded());
      case WRONG_CREDENTIALS ->
          List.of("--authfile=" + images.authFile("wrong"), "--base=docker://" + images.guarded());
      case NOBODY_LISTENS -> from("127.0.0.1:9/os:v1");
      case WRONG_MANIFEST -> {
        images.middleman().on("/manifests/" + images.base().digest(), Tricks::flip);
        yield from(host + "/os@" + images.base().digest());
      }
      case WRONG_CHILD_OF_AN_INDEX -> {
        images.middleman().on("/manifests/" + images.base().digest(), Tricks::flip);
        yield from(images.indexed());
      }
      case WRONG_CONFIG -> {
        images.middleman().on("/blobs/" + images.base().configDigest(), Tricks::flip);
        yield from(good);
      }
      case WRONG_LAYER -> {
        images.middleman().on(images.baseLayer().toString(), Tricks::flip);
        yield from(good);
      }
      case WRONG_LAYER_OF_A_BOUND_IMAGE -> {
        images.middleman().on(images.appLayer().toString(), Tricks::flip);
        yield from(good);
      }
      case CUT_FOR_GOOD -> {
        images.middleman().on(images.baseLayer().toString(), Tricks.cutForGood(100_000));
        yield from(good);
      }
      case NO_FOLDER_FOR_OUTPUT -> {
        Files.delete(folder);
        yield from(good);
      }
      case OUTPUT_EXISTS -> {
        Files.writeString(output, "precious");
        yield from(good);
      }
      case TOO_LITTLE_SPACE -> {
        mount("64k");
        yield from(good);
      }
      case DISK_THAT_FILLS_UP -> {
        mount("2m");
        yield from(good);
      }
      case BUNDLE_CUT_OFF -> fromBundle(bytes -> Arrays.copyOf(bytes, bytes.length / 2));
      case BUNDLE_WITH_A_FLIPPED_LAYER ->
          fromBundle(bytes -> flipped(bytes, "blobs/sha256/" + images.appLayer().hex()));
      case BUNDLE_WITH_A_FLIPPED_MANIFEST ->
          fromBundle(bytes -> flipped(bytes, "blobs/sha256/" + images.base().digest().hex()));
      case BUNDLE_WITH_A_FLIPPED_INDEX -> fromBundle(bytes -> flipped(bytes, "index.json"));
      default -> from(images.bad(why.name()));
    };
  }

  private static List<String> from(String name) {
    return List.of("--base=docker://" + name);
  }

  @FunctionalInterface
  private interface Damage {
    byte[] to(byte[] bytes);
  }

  private static List<String> fromBundle(Damage damage) throws IOException {
    Path bundle = images.damagedBundle(damage.to(images.bundle()));
    return List.of("--base=" + bundle);
  }

  /** One bit of a file's content, 40 bytes behind its header. */
  private static byte[] flipped(byte[] tar, String file) {
    byte[] name = file.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    for (int header = 0; header < tar.length; header += 512) {
      if (Arrays.equals(tar, header, header + name.length, name, 0, name.length)
          && tar[header + name.length] == 0) {
        tar[header + 512 + 40] ^= 1;
        return tar;
      }
    }
    throw new AssertionError("not in the bundle: " + file);
  }

  private void mount(String size) {
    var _ =
        COMMANDS.run(
            Command.of("mount", "-t", "tmpfs", "-o", "size=" + size, "test", folder.toString()));
    mounts.add(folder.toString());
  }

  /** Somebody else takes the space that was free when the copying began. */
  private CommandResult fillUp(List<String> arguments) throws Exception {
    Tricks.Hold hold = new Tricks.Hold(100_000);
    images.middleman().on(images.baseLayer().toString(), hold);
    try (RunningMirror mirror = RunningMirror.start(images.good(), output)) {
      assertThat(arguments).isEqualTo(from(images.good()));
      hold.awaitReached();
      Path other = folder.resolve("other");
      var _ = COMMANDS.attempt(Command.of("dd", "if=/dev/zero", "of=" + other, "bs=4k"));
      hold.letGo();
      int exit = mirror.end();
      Files.delete(other);
      return new CommandResult(exit, new byte[0], mirror.said());
    }
  }

  private CommandResult create(List<String> source) {
    List<String> arguments = new ArrayList<>(List.of("mirror", "create", "--tls-verify=false"));
    arguments.addAll(source);
    arguments.add(output.toString());
    return program(arguments);
  }

  private static CommandResult program(List<String> arguments) {
    return new Bootferry(COMMANDS).attempt(arguments.toArray(String[]::new));
  }

  private static List<String> names(Path folder) {
    String[] names = folder.toFile().list();
    return names == null ? List.of() : List.of(names);
  }
}
