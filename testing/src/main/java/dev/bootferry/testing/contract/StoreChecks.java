package dev.bootferry.testing.contract;

import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.io.ByteCounter;
import dev.bootferry.deployment.bound.BoundStore;
import dev.bootferry.deployment.bound.DeployedUnits;
import dev.bootferry.deployment.bound.StoreLocation;
import dev.bootferry.deployment.sysroot.Deployment;
import dev.bootferry.deployment.sysroot.DeploymentList;
import dev.bootferry.images.set.ImageSet;
import dev.bootferry.images.set.SetImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The store of bound images, and the record of where the system came from. */
final class StoreChecks {
  private StoreChecks() {}

  static List<Check> run(Path root, Expected expected) throws IOException {
    Checks checks = new Checks("store");
    Path common = StoreLocation.common().below(root);
    ImageSet set = expected.set().set();
    checks.holds(
        "the common store is there", () -> Files.isDirectory(common, LinkOption.NOFOLLOW_LINKS));
    checks.holds(
        "no half-made store is there", () -> !Files.exists(common.resolveSibling("storage.tmp")));
    checks.holds(
        "no database names paths of another machine",
        () -> !Files.exists(common.resolve("db.sql")));
    BoundStore store = new BoundStore(common);
    Optional<Deployment> first = DeploymentList.read(root).deployments().stream().findFirst();
    if (first.isPresent()) {
      store = BoundStore.at(StoreLocation.of(first.get().kargs()), root);
      checks.equal(
          "the deployment binds what the set has",
          set.bound().stream().map(SetImage::reference).toList(),
          () -> DeployedUnits.read(first.get().directory()).references());
    }
    BoundStore used = store;
    for (SetImage image : set.bound()) {
      checks.holds(
          image.reference() + " is there under exactly this name", () -> used.holds(image));
      checks.rule(
          image.reference() + " reads back as it was sent",
          () -> {
            used.verify(image, ByteCounter.NONE);
            return Optional.empty();
          });
    }
    checks.rule("the images of every deployment are there", () -> missing(root));
    if (expected.selinux()) {
      checks.holds(
          "the store is marked as labelled", () -> Files.exists(common.resolve(".bootc_labeled")));
    }
    aleph(checks, root, expected);
    return checks.results();
  }

  private static Optional<String> missing(Path root) throws IOException {
    for (Deployment deployment : DeploymentList.read(root).deployments()) {
      BoundStore store = BoundStore.at(StoreLocation.of(deployment.kargs()), root);
      for (String reference : DeployedUnits.read(deployment.directory()).references()) {
        if (store.named(reference).isEmpty()) {
          return Optional.of(reference + " of " + deployment.name());
        }
      }
    }
    return Optional.empty();
  }

  private static void aleph(Checks checks, Path root, Expected expected) {
    Path file = root.resolve(".bootc-aleph.json");
    checks.rule(
        "the record of the installation is there, with its members",
        () -> {
          JsonObject aleph = Json.readObject(Files.readAllBytes(file), file.toString());
          return Stream.of("digest", "target-image", "version", "timestamp", "kernel", "selinux")
              .filter(key -> !aleph.members().containsKey(key))
              .findFirst();
        });
    if (expected.firstInstall()) {
      checks.equal(
          "the record names the image",
          Optional.of(expected.set().set().base().manifest().raw().digest().toString()),
          () -> Json.readObject(Files.readAllBytes(file), file.toString()).string("digest"));
    }
  }
}
