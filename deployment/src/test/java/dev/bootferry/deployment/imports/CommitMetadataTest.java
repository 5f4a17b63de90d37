package dev.bootferry.deployment.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.Digest;
import dev.bootferry.deployment.objects.Checksum;
import dev.bootferry.deployment.objects.CommitObject;
import dev.bootferry.deployment.objects.TreeRef;
import dev.bootferry.images.model.ImageConfig;
import dev.bootferry.images.model.Manifest;
import dev.bootferry.images.model.MediaTypes;
import dev.bootferry.images.model.Platform;
import dev.bootferry.images.model.RawManifest;
import dev.bootferry.images.set.Role;
import dev.bootferry.images.set.SetImage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommitMetadataTest {
  private static final TreeRef ROOT =
      new TreeRef(new Checksum("1".repeat(64)), new Checksum("2".repeat(64)));

  private static SetImage image(String mediaType, String created, String label) {
    String config =
        "{\"os\":\"linux\",\"architecture\":\"amd64\",\"created\":\""
            + created
            + "\",\"config\":{\"Labels\":{\"z\":\"1\",\"a\":\""
            + label
            + "\"}},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}";
    byte[] bytes = config.getBytes(StandardCharsets.UTF_8);
    String manifest =
        "{\"schemaVersion\":2,\"mediaType\":\""
            + mediaType
            + "\",\"config\":{\"mediaType\":\""
            + MediaTypes.DOCKER_CONFIG
            + "\",\"size\":"
            + bytes.length
            + ",\"digest\":\""
            + Digest.sha256(bytes)
            + "\"},\"layers\":[]}";
    RawManifest raw = new RawManifest(mediaType, manifest.getBytes(StandardCharsets.UTF_8));
    return new SetImage(
        Role.BASE,
        "r/os:1",
        raw,
        Manifest.parse(raw, "test"),
        ImageConfig.parse(bytes, "test"),
        new Platform("linux", "amd64"),
        Optional.empty());
  }

  @Test
  void isSortedAndInOciNames() {
    Map<String, String> texts =
        CommitMetadata.texts(
            image(MediaTypes.DOCKER_MANIFEST, "2026-01-01T00:00:00Z", "b"), "bootferry 1");
    assertThat(texts.get(CommitMetadata.MANIFEST))
        .startsWith("{\"config\":{\"digest\":")
        .contains("\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\"")
        .doesNotContain("docker");
    assertThat(texts.get(CommitMetadata.CONFIG)).contains("\"Labels\":{\"a\":\"b\",\"z\":\"1\"}");
  }

  @Test
  void comesBackFromACommit() {
    SetImage image = image(MediaTypes.OCI_MANIFEST, "2026-01-01T00:00:00Z", "x".repeat(300 << 10));
    CommitObject commit =
        CommitObject.of(CommitMetadata.texts(image, "bootferry 1"), Optional.empty(), 5, ROOT);
    CommitMetadata back = CommitMetadata.of(CommitObject.parse(commit.bytes())).orElseThrow();
    assertThat(back.manifestDigest()).isEqualTo(image.manifest().raw().digest());
    assertThat(back.configDigest()).isEqualTo(image.manifest().config().digest());
    assertThat(back.config().labels()).isEqualTo(image.config().labels());
    assertThat(CommitObject.parse(commit.bytes())).isEqualTo(commit);
  }

  @Test
  void takesTheImagesOwnTime() {
    Instant now = Instant.ofEpochSecond(1_800_000_000);
    assertThat(time("2026-01-01T00:00:00Z", now)).isEqualTo(1_767_225_600);
    assertThat(time("2026-01-01T01:00:00.5+01:00", now)).isEqualTo(1_767_225_600);
    assertThat(time("0001-01-01T00:00:00Z", now)).isZero();
    assertThat(time("yesterday", now)).isEqualTo(now.getEpochSecond());
  }

  private static long time(String created, Instant now) {
    return CommitMetadata.timestamp(image(MediaTypes.OCI_MANIFEST, created, "x"), now);
  }
}
