package dev.bootferry.testing.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.Digest;
import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.SystemCommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** An OCI layout in a folder, read as the specification has it and not by Bootferry's own code. */
record Layout(Path folder, Map<String, Descriptor> images) {
  private static final String REF_NAME = "org.opencontainers.image.ref.name";

  Layout {
    images = Map.copyOf(images);
  }

  /** Reads index.json. */
  static Layout open(Path folder) throws IOException {
    Map<String, Descriptor> images = new LinkedHashMap<>();
    JsonObject index = Json.readObject(Files.readAllBytes(folder.resolve("index.json")), "index");
    for (Descriptor image : descriptors(index, "manifests")) {
      images.put(image.annotations().getOrDefault(REF_NAME, ""), image);
    }
    return new Layout(folder, images);
  }

  /** Unpacks a bundle with tar(1). */
  static Layout unpack(Path bundle, Path folder) throws IOException {
    Files.createDirectories(folder);
    var _ =
        new SystemCommandRunner()
            .run(Command.of("tar", "-xf", bundle.toString(), "-C", folder.toString()));
    return open(folder);
  }

  /** Members of this name, which are descriptors. */
  static List<Descriptor> descriptors(JsonObject document, String member) {
    return document.array(member).stream()
        .map(JsonObject.class::cast)
        .map(Descriptor::fromJson)
        .toList();
  }

  Descriptor image(String name) {
    Descriptor image = images.get(name);
    assertThat(image).as(name + " of " + images.keySet()).isNotNull();
    return java.util.Objects.requireNonNull(image);
  }

  byte[] blob(Digest digest) throws IOException {
    return Files.readAllBytes(folder.resolve("blobs/sha256").resolve(digest.hex()));
  }

  JsonObject document(Digest digest) throws IOException {
    return Json.readObject(blob(digest), digest.toString());
  }

  /** Every blob, each of them hashed. */
  Set<Digest> blobs() throws IOException {
    Set<Digest> digests = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder.resolve("blobs/sha256"))) {
      for (Path file : files.toList()) {
        Digest digest = Digest.sha256(Files.readAllBytes(file));
        assertThat(file.getFileName()).hasToString(digest.hex());
        digests.add(digest);
      }
    }
    return digests;
  }
}
