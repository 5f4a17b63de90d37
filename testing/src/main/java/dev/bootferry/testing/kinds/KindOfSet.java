package dev.bootferry.testing.kinds;

import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.images.tar.TarEntry;
import dev.bootferry.images.tar.TarWriter;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.encapsulated.EncapsulatedImage;
import dev.bootferry.testing.encapsulated.EncapsulatedImage.Encapsulated;
import dev.bootferry.testing.install.RunFolder;
import dev.bootferry.testing.program.Bootferry;
import dev.bootferry.testing.sample.SampleImages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A base image of some kind with the images that it binds, as one layout and as a bundle. */
public enum KindOfSet {
  /** The plain sample system plus an SELinux policy. */
  SELINUX("selinux"),
  /** From Debian sid, whose ostree makes composefs images. */
  COMPOSEFS("composefs"),
  /** The plain sample system in ostree's chunked form, with layers of files on it. */
  ENCAPSULATED("encapsulated");

  /** Larger than what one argument of a process can hold. */
  public static final int LARGE = 300 << 10;

  private static final SystemCommandRunner COMMANDS = new SystemCommandRunner();

  private final String tag;

  KindOfSet(String tag) {
    this.tag = tag;
  }

  /** The name of the base, as a registry would have it. */
  public String base() {
    return "127.0.0.1:5000/sample/os:" + tag;
  }

  /** The bundle; made once in a run, read only. */
  public Path bundle() {
    synchronized (this) {
      return bundle(layoutOfBase(), tag, "v1");
    }
  }

  /**
   * The bundle of any base with the sample applications; made once in a run, read only.
   *
   * @param layout that has the base
   * @param tag of the base, there and in its name
   * @param version of the applications that it binds
   */
  public static Path bundle(Path layout, String tag, String version) {
    Path folder = RunFolder.path().resolve("set-" + tag);
    Path bundle = folder.resolve("site.tar");
    if (!Files.exists(bundle)) {
      make(folder);
      Path all = folder.resolve("layout");
      SampleImages images = new SampleImages(COMMANDS);
      Path tool = images.layout("tool-" + version);
      String base = "127.0.0.1:5000/sample/os:" + tag;
      copy(layout, tag, all, base);
      copy(images.layout("app-" + version), version, all, "127.0.0.1:5000/sample/app:latest");
      copy(tool, version, all, "127.0.0.1:5000/sample/tool@" + digest(tool));
      var _ =
          new Bootferry(COMMANDS)
              .run("mirror", "create", "--base", "oci:" + all + ":" + base, bundle.toString());
    }
    return bundle;
  }

  /** The layout that has the base, under {@link #name} as its tag. */
  public Path layoutOfBase() {
    return this == ENCAPSULATED
        ? Sample.FOLDER.resolve("layout")
        : new SampleImages(COMMANDS).layout("os-" + tag);
  }

  /** What was encapsulated in {@link #ENCAPSULATED}. */
  public static Encapsulated encapsulated() {
    return Sample.IMAGE.encapsulated();
  }

  /** Made when it is first asked for. */
  private static final class Sample {
    private static final Path FOLDER = RunFolder.create("encapsulated");
    private static final EncapsulatedImage IMAGE = make();

    private static EncapsulatedImage make() {
      try {
        EncapsulatedImage image =
            EncapsulatedImage.of(
                COMMANDS, new SampleImages(COMMANDS).layout("os-v1"), "v1", FOLDER);
        Map<String, String> large = Map.of("sample.large", "x".repeat(LARGE));
        image.image("encapsulated", large, List.of(Sample::first, Sample::second));
        image.image("bare", Map.of(), List.of());
        image.image("outside", Map.of(), List.of(Sample::first, Sample::outside));
        image.image("labelled", Map.of(), List.of(Sample::first, Sample::policy));
        return image;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** As a container build leaves it: files of its own, and some below that it changed. */
    private static void first(TarWriter tar, Encapsulated base) throws IOException {
      file(tar, "etc/sample/derived.conf", "derived\n");
      file(tar, "usr/share/sample/.wh.only-in-v1", "");
      // Hard links to what the commit has, by the name in the system and by that of the object.
      tar.write(TarEntry.hardLink("usr/share/sample/again", "usr/share/sample/hard-link-a"));
      tar.write(
          TarEntry.hardLink(
              "usr/share/sample/with-capability-again",
              base.object("usr/share/sample/with-capability")));
      // The container engine copied the object up, and its names with it.
      String changed = base.object("usr/share/sample/with-attribute");
      tar.write(
          TarEntry.file(changed, 8).withMode(0600).withMtime(1767225600, 0),
          "changed\n".getBytes(StandardCharsets.UTF_8));
      tar.write(
          TarEntry.hardLink("usr/share/sample/with-attribute", changed).withMtime(1767225600, 0));
      tar.write(
          TarEntry.hardLink("usr/share/sample/changed-too", changed).withMtime(1767225600, 0));
    }

    private static void second(TarWriter tar, Encapsulated base) throws IOException {
      // To a file of the derived layer below.
      tar.write(TarEntry.hardLink("usr/share/sample/derived", "etc/sample/derived.conf"));
      tar.write(TarEntry.directory("usr/share/sample/private").withMode(0700).withOwner(5, 6));
    }

    /** What there is no place for where / is no overlay. */
    private static void outside(TarWriter tar, Encapsulated base) throws IOException {
      file(tar, "outside/dropped", "dropped\n");
      file(tar, "usr/share/sample/inside", "kept\n");
    }

    /** The whole of what ostree labels by. */
    private static void policy(TarWriter tar, Encapsulated base) throws IOException {
      file(tar, "etc/selinux/config", "SELINUX=permissive\nSELINUXTYPE=tiny\n");
      file(tar, "etc/selinux/tiny/policy/policy.33", "ostree takes only its digest\n");
      file(
          tar,
          "etc/selinux/tiny/contexts/files/file_contexts",
          """
          /.* system_u:object_r:tiny_other_t:s0
          /usr/bin(/.*)? system_u:object_r:tiny_bin_t:s0
          """);
    }

    private static void file(TarWriter tar, String path, String content) throws IOException {
      byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
      tar.write(TarEntry.file(path, bytes.length).withMode(0644), bytes);
    }
  }

  private static void make(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, String tag, Path to, String name) {
    String source = "oci:" + from + ":" + tag;
    var _ =
        COMMANDS.run(
            Command.of(
                "skopeo",
                "copy",
                "--quiet",
                "--preserve-digests",
                source,
                "oci:" + to + ":" + name));
  }

  private static String digest(Path layout) {
    try {
      byte[] index = Files.readAllBytes(layout.resolve("index.json"));
      JsonObject image =
          (JsonObject) Json.readObject(index, layout.toString()).array("manifests").getFirst();
      return image.string("digest").orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
