package dev.bootferry.testing.booted;

import static dev.bootferry.testing.booted.BootedDisk.BOOTFERRY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.Digest;
import dev.bootferry.deployment.bound.BoundStore;
import dev.bootferry.deployment.bound.StoreLocation;
import dev.bootferry.deployment.imports.ContainerRefs;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.opening.OpenedSet;
import dev.bootferry.testing.install.MountedRoot;
import dev.bootferry.testing.install.SampleSet;
import dev.bootferry.testing.install.SmallSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What an upgrade removes, seen on the disk: two deployments are kept, so the first version is
 * given up when the third is there, and what only it needed goes with the upgrade after that.
 */
@Tag("system")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PruneTest {
  private static final String OLD = "localhost/small/old:1";
  private static final String KEPT = "localhost/small/kept:1";

  private static BootedDisk machine;
  private static Digest layerOfFirst;
  private static List<Digest> layersOfSecond;
  private static List<Digest> layersOfThird;

  @BeforeAll
  static void install() throws IOException {
    Path first = SmallSystem.binding(SampleSet.APP, OLD).running().bundle("app-v1", "tool-v1");
    SmallSystem others = SmallSystem.binding(SampleSet.APP, KEPT).running();
    Path second = others.withVersion("2.0").bundle("app-v1", "tool-v2");
    Path third = others.withVersion("3.0").bundle("app-v2", "tool-v2");
    layerOfFirst = layers(first).getLast();
    layersOfSecond = layers(second);
    layersOfThird = layers(third);
    machine = BootedDisk.install(first);
    machine.bring(first, "1.tar");
    machine.bring(second, "2.tar");
    machine.bring(third, "3.tar");
  }

  @Test
  @Order(1)
  void whatAKeptDeploymentNeedsStays() throws IOException {
    upgrade(2);
    upgrade(3);
    MachineStatus status = machine.status();
    assertThat(status.version("booted")).isEqualTo("3.0");
    assertThat(status.version("rollback")).isEqualTo("2.0");
    try (MountedRoot root = machine.mount()) {
      assertThat(named(root, StoreLocation.common())).containsOnly(SampleSet.APP, OLD, KEPT);
      assertThat(refs()).contains(ref(layerOfFirst));
    }
  }

  @Test
  @Order(2)
  void whatNoneNeedsGoes() throws IOException {
    upgrade(2);
    MachineStatus status = machine.status();
    assertThat(status.version("booted")).isEqualTo("2.0");
    assertThat(status.version("rollback")).isEqualTo("3.0");
    assertThat(status.isWhole("booted")).isTrue();
    assertThat(status.isWhole("rollback")).isTrue();
    try (MountedRoot root = machine.mount()) {
      assertThat(named(root, StoreLocation.common())).containsOnly(SampleSet.APP, KEPT);
      assertThat(named(root, StoreLocation.of(status.kargs("rollback"))))
          .containsOnly(SampleSet.APP, KEPT);
    }
    List<String> refs = refs();
    assertThat(refs).doesNotContain(ref(layerOfFirst));
    assertThat(refs)
        .containsAll(
            Stream.concat(layersOfSecond.stream(), layersOfThird.stream())
                .map(PruneTest::ref)
                .toList());
    assertThat(machine.run("ostree fsck --repo=/sysroot/ostree/repo")).contains("no errors found");
  }

  @Test
  @Order(3)
  void aStoreOfADeploymentThatIsGoneGoes() throws IOException {
    StoreLocation ofThird = StoreLocation.of(machine.status().kargs("rollback"));
    upgrade(1);
    assertThat(isThere(ofThird)).isTrue();
    upgrade(2);
    assertThat(isThere(ofThird)).isFalse();
    MachineStatus status = machine.status();
    assertThat(status.version("rollback")).isEqualTo("1.0");
    assertThat(status.isWhole("booted")).isTrue();
    assertThat(status.isWhole("rollback")).isTrue();
    assertThat(refs()).doesNotContain(ref(layersOfThird.getLast()));
  }

  private static void upgrade(int version) {
    assertThat(machine.run(BOOTFERRY + "upgrade --from /run/medium/" + version + ".tar"))
        .contains("Staged");
  }

  private static boolean isThere(StoreLocation store) {
    try (MountedRoot root = machine.mount()) {
      return Files.exists(store.below(root.path()));
    }
  }

  private static List<String> named(MountedRoot root, StoreLocation store) throws IOException {
    return BoundStore.at(store, root.path()).images().stream()
        .flatMap(image -> image.names().stream())
        .toList();
  }

  private static List<String> refs() {
    return machine.run("ostree refs --repo=/sysroot/ostree/repo").lines().toList();
  }

  private static String ref(Digest layer) {
    return ContainerRefs.layer(layer);
  }

  private static List<Digest> layers(Path bundle) throws IOException {
    try (OpenedSet set = SampleSet.open(bundle)) {
      return set.set().base().manifest().layers().stream().map(Descriptor::digest).toList();
    }
  }
}
