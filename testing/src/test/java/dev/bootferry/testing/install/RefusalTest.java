package dev.bootferry.testing.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.data.Json;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.program.Bootferry;
import dev.bootferry.testing.sample.Checkout;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code install to-disk} refuses, and that it has changed nothing then. */
@Tag("system")
class RefusalTest {
  private static final SystemCommandRunner COMMANDS = new SystemCommandRunner();
  private static final long TARGET_BYTES = 64 << 20;

  private static String good;

  private Path folder;
  private Path target;
  private final List<List<String>> undo = new ArrayList<>();

  @BeforeAll
  static void makeSets() throws IOException {
    good = SmallSystem.binding(SampleSet.APP).bundle("app-v1").toString();
  }

  @BeforeEach
  void makeTarget() throws IOException {
    folder = RunFolder.create("target");
    target = folder.resolve("disk.img");
    try (RandomAccessFile file = new RandomAccessFile(target.toFile(), "rw")) {
      file.setLength(TARGET_BYTES);
    }
  }

  @AfterEach
  void undo() {
    for (List<String> command : undo.reversed()) {
      run(command.toArray(String[]::new));
    }
  }

  /** One way to be refused: the code, and words of the message. */
  enum Case {
    HOLDS_PARTITIONS("target-not-empty", "GPT with 1 partition"),
    HOLDS_A_SIGNATURE("target-not-empty", "ext4"),
    IS_MOUNTED("target-mounted", "mounted"),
    IS_CLAIMED("target-in-use", "loop"),
    IS_TOO_SMALL("target-too-small", "it needs"),
    IS_A_FOLDER("target-is-directory", "folder"),
    IS_READ_ONLY("target-read-only", "cannot be written"),
    IS_NOT_THERE("target-missing", "folder"),
    IMAGE_NOT_BOOTABLE("not-bootable", "containers.bootc"),
    IMAGE_WITH_TWO_KERNELS("kernel-count", "6.1.0"),
    IMAGE_WITHOUT_KERNEL("kernel-count", ""),
    IMAGE_FOR_ANOTHER_MACHINE("architecture-mismatch", "s390x"),
    BOUND_IMAGES_MISSING("bound-images-missing", "localhost/a:1|localhost/b:2"),
    BUNDLE_CUT_OFF("bundle-invalid", "cut off"),
    BUNDLE_WITH_A_FLIPPED_BIT("blob-digest-mismatch", ""),
    KERNEL_ARGUMENT_THAT_GRUB_CHANGES("karg-not-carriable", "a b"),
    NOBODY_TO_ASK("not-confirmed", "terminal"),
    KEYS_THAT_ARE_NONE("ssh-keys-invalid", "no public key");

    private final String code;
    private final String words;

    Case(String code, String words) {
      this.code = code;
      this.words = words;
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesAndChangesNothing(Case why) throws Throwable {
    List<String> arguments = prepare(why);
    String before = state();
    CommandResult result = install(arguments);
    assertThat(result.errorTail()).contains("[" + why.code + "]");
    for (String word : why.words.split("\\|", -1)) {
      assertThat(result.errorTail()).contains(word);
    }
    boolean damaged = why == Case.BUNDLE_CUT_OFF || why == Case.BUNDLE_WITH_A_FLIPPED_BIT;
    assertThat(result.exit()).as(result.errorTail()).isEqualTo(damaged ? 4 : 3);
    assertThat(result.output()).isEmpty();
    assertThat(state()).isEqualTo(before);
  }

  private List<String> prepare(Case why) throws Throwable {
    return switch (why) {
      case HOLDS_PARTITIONS -> {
        run("sgdisk", "-n", "1:0:0", target.toString());
        yield withGood(target);
      }
      case HOLDS_A_SIGNATURE -> {
        run("mkfs.ext4", "-q", target.toString());
        yield withGood(target);
      }
      case IS_MOUNTED -> {
        run("mkfs.ext4", "-q", target.toString());
        Path point = Files.createDirectory(folder.resolve("mounted"));
        String device = loop();
        run("mount", device, point.toString());
        undo.add(List.of("umount", point.toString()));
        yield withGood(Path.of(device), "--wipe");
      }
      case IS_CLAIMED -> {
        loop();
        yield withGood(target, "--wipe");
      }
      case IS_READ_ONLY -> withGood(Path.of(loop("--read-only")), "--wipe");
      case IS_TOO_SMALL -> withGood(target);
      case IS_A_FOLDER -> withGood(folder);
      case IS_NOT_THERE -> withGood(folder.resolve("nowhere/disk.img"));
      case IMAGE_NOT_BOOTABLE -> with(() -> SmallSystem.binding().withoutLabels());
      case IMAGE_WITH_TWO_KERNELS -> with(() -> SmallSystem.binding().withKernels("6.1.0", "6.2"));
      case IMAGE_WITHOUT_KERNEL -> with(() -> SmallSystem.binding().withKernels());
      case IMAGE_FOR_ANOTHER_MACHINE -> with(() -> SmallSystem.binding().forArchitecture("s390x"));
      case BOUND_IMAGES_MISSING ->
          withStorage(SmallSystem.binding("localhost/a:1", "localhost/b:2"));
      case BUNDLE_CUT_OFF -> with(copyOfGood(file -> file.setLength(file.length() / 2)));
      case BUNDLE_WITH_A_FLIPPED_BIT ->
          with(
              copyOfGood(file -> {
                file.seek(file.length() / 2);
                int there = file.read();
                file.seek(file.length() / 2);
                file.write(there ^ 1);
              }));
      case KERNEL_ARGUMENT_THAT_GRUB_CHANGES ->
          withGood(target, "--size", "2G", "--karg", "name=\"a b\"");
      case NOBODY_TO_ASK -> {
        run("mkfs.ext4", "-q", target.toString());
        yield new ArrayList<>(
            List.of(
                "--source", good, "--filesystem", "ext4", "--wipe", "--size", "2G", "" + target));
      }
      case KEYS_THAT_ARE_NONE -> {
        Path keys = Files.writeString(folder.resolve("keys"), "not a key\n");
        yield withGood(target, "--root-ssh-authorized-keys", keys.toString());
      }
    };
  }

  @Test
  void asksForTheNameOfTheDisk() throws IOException {
    run("mkfs.ext4", "-q", target.toString());
    String before = state();
    String command =
        Checkout.root().resolve("bootferry")
            + " install to-disk --wipe --size 2G --filesystem ext4 --source "
            + good
            + " "
            + target;
    CommandResult wrong = typed(command, "yes\n");
    assertThat(wrong.text()).contains("Everything on", "Type its name:", "[not-confirmed]");
    assertThat(wrong.exit()).isEqualTo(3);
    assertThat(state()).isEqualTo(before);
    CommandResult right = typed(command, target + "\n");
    assertThat(right.text()).contains("Installed " + SmallSystem.BASE);
    assertThat(right.exit()).isZero();
  }

  @Test
  void aDryRunPrintsThePlanAndNothingElse() throws IOException {
    String before = state();
    List<String> arguments = withGood(target, "--size", "2G", "--dry-run", "--json");
    CommandResult result = install(arguments);
    assertThat(result.exit()).as(result.errorTail()).isZero();
    assertThat(Json.readObject(result.output(), "the output").string("image"))
        .contains(SmallSystem.BASE);
    assertThat(state()).isEqualTo(before);
  }

  private static CommandResult typed(String command, String text) {
    return COMMANDS.attempt(
        Command.of(
            "sh", "-c", "printf '%s' '" + text + "' | script -qec '" + command + "' /dev/null"));
  }

  private String loop(String... options) {
    List<String> argv = new ArrayList<>(List.of("losetup", "--find", "--show"));
    argv.addAll(List.of(options));
    argv.add(target.toString());
    String device = COMMANDS.run(Command.of(argv)).text();
    undo.add(List.of("losetup", "--detach", device));
    return device;
  }

  private List<String> withGood(Path disk, String... options) {
    List<String> arguments = new ArrayList<>(List.of("--source", good, "--filesystem", "ext4"));
    arguments.add("--yes");
    arguments.addAll(List.of(options));
    arguments.add(disk.toString());
    return arguments;
  }

  private List<String> with(ThrowingSupplier<SmallSystem> system) throws Throwable {
    return with(
        "oci:" + system.get().writeLayout(folder.resolve("layout")) + ":" + SmallSystem.BASE);
  }

  private List<String> with(String source) {
    return new ArrayList<>(
        List.of("--source", source, "--filesystem", "ext4", "--yes", target.toString()));
  }

  private List<String> withStorage(SmallSystem system) throws IOException {
    Path layout = system.writeLayout(folder.resolve("layout"));
    String store = "[overlay@" + folder.resolve("g") + "+" + folder.resolve("r") + "]";
    run(
        "skopeo",
        "copy",
        "-q",
        "oci:" + layout + ":" + SmallSystem.BASE,
        "containers-storage:" + store + SmallSystem.BASE);
    undo.add(List.of("umount", folder.resolve("g/overlay").toString()));
    return with("containers-storage:" + store + SmallSystem.BASE);
  }

  @FunctionalInterface
  private interface Damage {
    void to(RandomAccessFile file) throws IOException;
  }

  private String copyOfGood(Damage damage) throws IOException {
    Path copy = folder.resolve("copy.tar");
    Files.copy(Path.of(good), copy);
    try (RandomAccessFile file = new RandomAccessFile(copy.toFile(), "rw")) {
      damage.to(file);
    }
    return copy.toString();
  }

  private static CommandResult install(List<String> arguments) {
    List<String> all = new ArrayList<>(List.of("install", "to-disk"));
    all.addAll(arguments);
    return new Bootferry(COMMANDS).attempt(all.toArray(String[]::new));
  }

  /** All bytes of the target, its size, and what is in its folder. */
  private String state() {
    return COMMANDS.run(Command.of("sha256sum", target.toString())).text()
        + COMMANDS.run(Command.of("find", folder.toString(), "-maxdepth", "1")).text();
  }

  private static void run(String... argv) {
    var _ = COMMANDS.run(Command.of(argv));
  }
}
