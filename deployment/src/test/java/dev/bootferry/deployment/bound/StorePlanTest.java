package dev.bootferry.deployment.bound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.Digest;
import dev.bootferry.images.model.ImageConfig;
import dev.bootferry.images.model.Manifest;
import dev.bootferry.images.model.MediaTypes;
import dev.bootferry.images.model.Platform;
import dev.bootferry.images.model.RawManifest;
import dev.bootferry.images.set.Role;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.storage.StoredImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StorePlanTest {
  private static SetImage image(String reference, String content) {
    byte[] config =
        ("{\"architecture\":\"amd64\",\"os\":\"linux\",\"x\":\"" + content + "\"}")
            .getBytes(StandardCharsets.UTF_8);
    String json =
        "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"c\",\"digest\":\""
            + Digest.sha256(config)
            + "\",\"size\":"
            + config.length
            + "},\"layers\":[]}";
    RawManifest raw =
        new RawManifest(MediaTypes.OCI_MANIFEST, json.getBytes(StandardCharsets.UTF_8));
    return new SetImage(
        Role.BOUND,
        reference,
        raw,
        Manifest.parse(raw, "test"),
        ImageConfig.parse(config, "test"),
        new Platform("linux", "amd64"),
        Optional.empty());
  }

  private static StoredImage stored(SetImage image, String... names) {
    return new StoredImage(
        Path.of("/store"),
        image.manifest().config().digest().hex(),
        List.of(names),
        Set.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static final SetImage APP1 = image("r/app:latest", "1");
  private static final SetImage APP2 = image("r/app:latest", "2");
  private static final SetImage TOOL = image("r/tool@sha256:" + "a".repeat(64), "tool");

  private static StorePlan plan(
      StoreLocation from, List<StoredImage> images, List<SetImage> bound, Set<String> needed) {
    return StorePlan.of(from, images, bound, needed, location -> List.of());
  }

  @Test
  void addsToTheStoreInUseWhenNamesAgree() {
    StorePlan plan =
        plan(
            StoreLocation.common(),
            List.of(stored(APP1, APP1.reference())),
            List.of(APP1, TOOL),
            Set.of(APP1.reference()));
    assertThat(plan.location()).isEqualTo(StoreLocation.common());
    assertThat(plan.location().karg()).isEmpty();
    assertThat(plan.missing()).containsExactly(TOOL);
    assertThat(plan.conflicts()).isEmpty();
  }

  @Test
  void anotherImageUnderANeededNameMakesAStoreOfItsOwn() {
    StorePlan plan =
        plan(
            StoreLocation.common(),
            List.of(stored(APP1, APP1.reference()), stored(TOOL, TOOL.reference())),
            List.of(APP2, TOOL),
            Set.of(APP1.reference(), TOOL.reference()));
    assertThat(plan.conflicts()).containsExactly(APP1.reference());
    assertThat(plan.location().id()).isPresent();
    assertThat(plan.missing()).containsExactly(APP2);
    assertThat(plan.shared()).containsExactly(TOOL);
    assertThat(plan.location().karg().orElseThrow())
        .isEqualTo(
            "systemd.mount-extra=/sysroot/ostree/bootc/stores/"
                + plan.location().id().orElseThrow()
                + ":/sysroot/ostree/bootc/storage:none:bind,rw");
    assertThat(StoreLocation.of(List.of("quiet", plan.location().karg().orElseThrow())))
        .isEqualTo(plan.location());
  }

  @Test
  void aNameThatNobodyNeedsMoves() {
    StorePlan plan =
        plan(
            StoreLocation.common(),
            List.of(stored(APP1, APP1.reference())),
            List.of(APP2),
            Set.of());
    assertThat(plan.location()).isEqualTo(StoreLocation.common());
    assertThat(plan.missing()).containsExactly(APP2);
  }

  @Test
  void theSameImagesHaveTheSameStore() {
    List<StoredImage> images = List.of(stored(APP1, APP1.reference()));
    Set<String> needed = Set.of(APP1.reference());
    assertThat(plan(StoreLocation.common(), images, List.of(APP2, TOOL), needed).location())
        .isEqualTo(plan(StoreLocation.common(), images, List.of(TOOL, APP2), needed).location());
  }

  @Test
  void anOwnStoreIsKeptWhileNamesAgree() {
    StoreLocation own = StoreLocation.own("0123456789abcdef");
    StorePlan plan =
        plan(
            own,
            List.of(stored(APP2, APP2.reference())),
            List.of(APP2, TOOL),
            Set.of(APP2.reference()));
    assertThat(plan.location()).isEqualTo(own);
    assertThat(plan.missing()).containsExactly(TOOL);
  }
}
