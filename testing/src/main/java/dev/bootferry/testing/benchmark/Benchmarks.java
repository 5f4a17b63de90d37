package dev.bootferry.testing.benchmark;

import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandRunner;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.install.SampleSet;
import dev.bootferry.testing.sample.Checkout;
import dev.bootferry.testing.sample.LocalRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Measures Bootferry beside its peers on the sample images and prints a table in Markdown.
 *
 * <p>Arguments: a folder to work in, on a file system with 10 GiB free; the number of rounds.
 */
public final class Benchmarks {
  private static final String OS = "127.0.0.1:5000/sample/os:v1";
  private static final String APP = "127.0.0.1:5000/sample/app:latest";
  private static final String STORED = "localhost/sample/os:v1";
  private static final List<String> BOUND_TAGS = List.of("app:v1", "tool:v1");

  private final CommandRunner commands;
  private final Path work;
  private final int rounds;
  private final PrintStream out;
  private final String bootferry = Checkout.root().resolve("bootferry").toString();

  private Benchmarks(CommandRunner commands, Path work, int rounds, PrintStream out) {
    this.commands = commands;
    this.work = work;
    this.rounds = rounds;
    this.out = out;
  }

  /** Runs all of them. */
  public static void run(Path work, int rounds, PrintStream out) throws IOException {
    Files.createDirectories(work);
    new Benchmarks(new SystemCommandRunner(), work, rounds, out).all();
  }

  private void all() throws IOException {
    out.println("| work | who | median (range) | ratio to ours | peak memory | bytes written |");
    out.println("|---|---|---|---|---|---|");
    contest("--help", List.of(ours("bootferry --help", Optional.empty(), "--help")));
    try (LocalRegistry registry =
        LocalRegistry.start(commands, Files.createDirectories(work.resolve("registry")))) {
      registry.publish("v1");
      mirrorFromRegistry();
      fillStorage();
    }
    mirrorFromStorage();
    verify();
    install();
    memory();
    out.println();
    steps();
  }

  private void mirrorFromRegistry() throws IOException {
    Path bundle = work.resolve("site.tar");
    Path layout = work.resolve("layout");
    Path archive = work.resolve("layout.tar");
    List<Command> copies = new ArrayList<>();
    List<Command> archives = new ArrayList<>();
    copies.add(skopeo(OS, "oci:" + layout + ":os"));
    archives.add(skopeo(OS, "oci-archive:" + work.resolve("peer-os.tar") + ":os"));
    for (String tag : BOUND_TAGS) {
      String name = "127.0.0.1:5000/sample/" + tag;
      copies.add(skopeo(name, "oci:" + layout + ":" + tag));
      archives.add(
          skopeo(
              name,
              "oci-archive:" + work.resolve("peer-" + tag.replace(':', '-') + ".tar") + ":x"));
    }
    copies.add(Command.of("tar", "-cf", archive.toString(), "-C", layout.toString(), "."));
    contest(
        "registry to bundle",
        List.of(
            new Contender(
                "bootferry mirror create",
                List.of(Command.of("rm", "-rf", bundle.toString())),
                List.of(
                    Command.of(
                        bootferry,
                        "mirror",
                        "create",
                        "--base",
                        "docker://" + OS,
                        "--tls-verify=false",
                        bundle.toString())),
                Optional.of(bundle)),
            new Contender(
                "skopeo copy to a layout, then tar",
                List.of(Command.of("rm", "-rf", layout.toString(), archive.toString())),
                copies,
                Optional.of(archive)),
            new Contender(
                "skopeo copy to oci-archives",
                List.of(Command.of("sh", "-c", "rm -f \"$1\"/peer-*.tar", "sh", work.toString())),
                archives,
                Optional.of(work.resolve("peer-os.tar")))));
  }

  private static Command skopeo(String name, String target) {
    return Command.of(
        "skopeo", "copy", "--quiet", "--src-tls-verify=false", "docker://" + name, target);
  }

  /** The base, without what it binds by digest, and the application under the unit's name. */
  private void fillStorage() {
    for (String name : List.of(OS, APP)) {
      commands.run(Command.of("podman", "pull", "--quiet", "--tls-verify=false", name));
    }
    commands.run(
        Command.of(
            "bash",
            Checkout.root().resolve("testing/benchmarks/unbind.sh").toString(),
            OS,
            "sample-tool.image",
            STORED));
  }

  /**
   * From a container storage, with the compression that the peer has: {@code podman save} writes
   * several images into one file only as they are unpacked, and one image an archive compressed.
   */
  private void mirrorFromStorage() throws IOException {
    Path bundle = work.resolve("from-storage.tar");
    Path saved = work.resolve("saved.tar");
    List<String> together =
        new ArrayList<>(
            List.of("podman", "save", "--quiet", "--multi-image-archive", "-o", saved.toString()));
    together.addAll(List.of(STORED, APP));
    contest(
        "container storage to one file, uncompressed",
        List.of(
            fromStorage(bundle, "none"),
            new Contender(
                "podman save --multi-image-archive",
                List.of(Command.of("rm", "-f", saved.toString())),
                List.of(Command.of(together)),
                Optional.of(saved))));
    List<Command> apart = new ArrayList<>();
    for (String name : List.of(STORED, APP)) {
      Path archive = work.resolve("saved-" + apart.size() + ".tar");
      apart.add(
          Command.of(
              "podman",
              "save",
              "--quiet",
              "--format",
              "oci-archive",
              "-o",
              archive.toString(),
              name));
    }
    contest(
        "container storage to files, gzip",
        List.of(
            fromStorage(bundle, "gzip"),
            new Contender(
                "podman save --format oci-archive, each",
                List.of(Command.of("sh", "-c", "rm -f \"$1\"/saved-*.tar", "sh", work.toString())),
                apart,
                Optional.of(work.resolve("saved-0.tar")))));
    contest("container storage to one file, zstd", List.of(fromStorage(bundle, "zstd")));
  }

  private Contender fromStorage(Path bundle, String compression) {
    return new Contender(
        "bootferry mirror create --compression " + compression,
        List.of(Command.of("rm", "-f", bundle.toString())),
        List.of(
            Command.of(
                bootferry,
                "mirror",
                "create",
                "--base",
                "containers-storage:" + STORED,
                "--compression",
                compression,
                bundle.toString())),
        Optional.of(bundle));
  }

  private void verify() throws IOException {
    String bundle = work.resolve("site.tar").toString();
    contest(
        "re-hash a bundle",
        List.of(
            ours("bootferry mirror verify", Optional.empty(), "mirror", "verify", bundle),
            new Contender(
                "sha256sum of the same file",
                List.of(),
                List.of(Command.of("sha256sum", bundle)),
                Optional.empty())));
  }

  private void install() throws IOException {
    Path disk = work.resolve("disk.img");
    Path floor = work.resolve("floor.img");
    Path layout = work.resolve("layout");
    contest(
        "install on ext4",
        List.of(
            new Contender(
                "bootferry install to-disk",
                List.of(Command.of("rm", "-f", disk.toString())),
                List.of(
                    Command.of(
                        bootferry,
                        "install",
                        "to-disk",
                        "--source",
                        work.resolve("site.tar").toString(),
                        "--filesystem",
                        "ext4",
                        "--yes",
                        disk.toString())),
                Optional.empty()),
            new Contender(
                "unpack all layers with tar, then sync",
                List.of(Command.of("rm", "-f", floor.toString())),
                List.of(
                    Command.of(
                        "unshare",
                        "--mount",
                        "bash",
                        Checkout.root().resolve("testing/benchmarks/floor.sh").toString(),
                        layout.toString(),
                        floor.toString())),
                Optional.empty())));
  }

  /** Where the time of an installation goes, as one run says itself. */
  private void steps() throws IOException {
    Path disk = work.resolve("disk.img");
    Files.deleteIfExists(disk);
    long start = System.nanoTime();
    JsonObject result =
        Json.readObject(
            commands
                .run(
                    Command.of(
                        bootferry,
                        "install",
                        "to-disk",
                        "--json",
                        "--source",
                        work.resolve("site.tar").toString(),
                        "--yes",
                        disk.toString()))
                .output(),
            "the result");
    double whole = (System.nanoTime() - start) / 1e6;
    out.println("| step of an installation | share |");
    out.println("|---|---|");
    double known = 0;
    JsonObject milliseconds = result.object("milliseconds");
    for (String step : milliseconds.members().keySet()) {
      long time = milliseconds.number(step).orElse(0L);
      known += time;
      out.printf(Locale.ROOT, "| %s | %.0f %% |%n", step.replace('_', ' '), 100 * time / whole);
    }
    out.printf(
        Locale.ROOT,
        "| before that: starting, reading and checking all layers, the image's tools | %.0f %% |%n",
        100 * (whole - known) / whole);
  }

  /** The same image with a layer of 40 MiB more, and with ten times that. */
  private void memory() throws IOException {
    for (int mebibytes : List.of(40, 400)) {
      Path grown = work.resolve("grown-" + mebibytes);
      commands.run(
          Command.of(
              "bash",
              Checkout.root().resolve("testing/benchmarks/grown.sh").toString(),
              SampleSet.layout().toString(),
              SampleSet.BASE,
              grown.toString(),
              Integer.toString(mebibytes)));
      Path bundle = work.resolve("grown.tar");
      contest(
          "a layer of " + mebibytes + " MiB more",
          List.of(
              ours(
                  "bootferry mirror create",
                  List.of(Command.of("rm", "-f", bundle.toString())),
                  Optional.of(bundle),
                  "mirror",
                  "create",
                  "--base",
                  "oci:" + grown + ":" + SampleSet.BASE,
                  bundle.toString())));
      contest(
          "a layer of " + mebibytes + " MiB more",
          List.of(
              ours(
                  "bootferry install to-disk",
                  List.of(Command.of("rm", "-f", work + "/grown.img")),
                  Optional.empty(),
                  "install",
                  "to-disk",
                  "--source",
                  bundle.toString(),
                  "--yes",
                  work + "/grown.img")));
    }
  }

  private Contender ours(String name, Optional<Path> output, String... arguments) {
    return ours(name, List.of(), output, arguments);
  }

  private Contender ours(
      String name, List<Command> prepare, Optional<Path> output, String... arguments) {
    List<String> argv = new ArrayList<>(List.of(bootferry));
    argv.addAll(List.of(arguments));
    return new Contender(name, prepare, List.of(Command.of(argv)), output);
  }

  private void contest(String title, List<Contender> contenders) throws IOException {
    new Contest(title, contenders).run(commands, rounds).forEach(out::println);
  }
}
