package dev.bootferry.testing.boot;

import dev.bootferry.bootloader.ImageFiles;
import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandRunner;
import dev.bootferry.testing.sample.SampleImages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A kernel, an initramfs that prints its command line and switches off, and signed boot loaders:
 * out of the sample image.
 *
 * @param files the parts of the image
 * @param kernel the sample image's
 */
record TinySystem(Path files, Path kernel, byte[] initramfs) implements ImageFiles {
  static final String BEGIN = "command line: <<";
  static final String END = ">>";

  private static final String INIT =
      """
      #!/bin/busybox sh
      /bin/busybox mount -t proc proc /proc
      /bin/busybox mount -t devtmpfs dev /dev
      line=$(/bin/busybox cat /proc/cmdline)
      printf 'command line: <<%s>>\\n' "$line" >/dev/ttyS0
      /bin/busybox poweroff -f
      """;

  static TinySystem unpack(CommandRunner commands, Path folder) throws IOException {
    Path layout = new SampleImages(commands).layout("os-v1");
    JsonObject index = read(layout.resolve("index.json"));
    JsonObject manifest = read(blob(layout, index.array("manifests").getFirst()));
    for (JsonValue layer : manifest.array("layers")) {
      commands.attempt(
          Command.of(
              "tar",
              "--extract",
              "--file=" + blob(layout, layer),
              "--directory=" + folder,
              "--wildcards",
              "--exclude=*.mod",
              "*usr/lib/modules/*/vmlinuz",
              "*usr/lib/shim/*",
              "*usr/lib/grub/x86_64-efi-signed/*"));
    }
    Path kernel;
    try (Stream<Path> versions = Files.list(folder.resolve("usr/lib/modules"))) {
      kernel = versions.findFirst().orElseThrow().resolve("vmlinuz");
    }
    byte[] initramfs =
        new CpioArchive()
            .folder("bin")
            .folder("dev")
            .folder("proc")
            .program("bin/busybox", Files.readAllBytes(Path.of("/usr/bin/busybox")))
            .program("init", INIT.getBytes(StandardCharsets.UTF_8))
            .finish();
    return new TinySystem(folder, kernel, initramfs);
  }

  private static JsonObject read(Path file) throws IOException {
    return Json.readObject(Files.readAllBytes(file), file.toString());
  }

  private static Path blob(Path layout, JsonValue descriptor) {
    String digest =
        descriptor instanceof JsonObject object ? object.string("digest").orElseThrow() : "";
    return layout.resolve("blobs").resolve(digest.replace(':', '/'));
  }

  @Override
  public Optional<Path> file(String path) {
    return Optional.of(files.resolve(path)).filter(Files::exists);
  }
}
