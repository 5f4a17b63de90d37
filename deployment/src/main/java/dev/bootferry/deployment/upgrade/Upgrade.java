package dev.bootferry.deployment.upgrade;

import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.core.progress.Progress;
import dev.bootferry.deployment.bound.BoundStore;
import dev.bootferry.deployment.bound.StoreCopy;
import dev.bootferry.deployment.bound.StorePlan;
import dev.bootferry.deployment.bound.StoreWriter;
import dev.bootferry.deployment.imports.ImageImport;
import dev.bootferry.deployment.imports.ImportRequest;
import dev.bootferry.deployment.imports.ImportedImage;
import dev.bootferry.deployment.imports.Staging;
import dev.bootferry.deployment.sysroot.DeployRequest;
import dev.bootferry.deployment.sysroot.Deployer;
import dev.bootferry.deployment.sysroot.Deployment;
import dev.bootferry.deployment.sysroot.Sysroot;
import dev.bootferry.images.set.OpenSet;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.linux.syscall.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;

/**
 * Puts a set beside the running system and stages it for the next boot.
 *
 * <p>The order makes it all old or all new: layers, then bound images, then all of it forced to the
 * disk and read back, and only then the deployment. A run that fails or is killed before that
 * leaves the machine as it was, but for content that nothing refers to; the next run uses it.
 */
public final class Upgrade {
  private final BootedSystem system;
  private final String importer;
  private final Progress progress;

  /**
   * Prepares.
   *
   * @param importer name and version of this program
   */
  public Upgrade(BootedSystem system, String importer, Progress progress) {
    this.system = system;
    this.importer = importer;
    this.progress = progress;
  }

  /**
   * Executes a plan.
   *
   * @return the staged deployment
   * @throws IllegalArgumentException when the plan says that there is nothing to do
   */
  public Deployment execute(UpgradePlan plan) throws IOException {
    if (plan.nothingToDo()) {
      throw new IllegalArgumentException("the plan has nothing to do");
    }
    OpenSet set = plan.request().set();
    Sysroot sysroot = system.sysroot();
    try (BootedSystem.Writing writing = system.write()) {
      ImportedImage base =
          new ImageImport(sysroot, importer)
              .run(
                  new ImportRequest(
                      set.set().base(),
                      set.blobs(set.set().base()),
                      plan.request().tree(),
                      plan.origin()),
                  progress);
      putBoundImages(plan.stores(), set);
      force(sysroot.root());
      Deployment staged;
      try (Progress.Stage _ = progress.stage("staging the deployment", Progress.UNKNOWN)) {
        staged =
            new Deployer(sysroot)
                .deploy(
                    new DeployRequest(
                        plan.booted().stateroot(), base.commit(), plan.origin(), plan.kargs()));
      }
      announce(sysroot.root());
      tidyUp(writing);
      return staged;
    }
  }

  /**
   * Removes what no deployment needs any more. The upgrade is staged by now, and is not lost by
   * what goes wrong here: the next one tries again.
   */
  private void tidyUp(BootedSystem.Writing writing) {
    try (Progress.Stage _ = progress.stage("removing what is not needed", Progress.UNKNOWN)) {
      Prune.Pruned _ = new Prune(system).run(writing);
    } catch (IOException | ProblemException e) {
      progress.note("could not remove what is not needed: " + e.getMessage());
    }
  }

  private void putBoundImages(StorePlan plan, OpenSet set) throws IOException {
    Path root = system.sysroot().root();
    BoundStore store = BoundStore.at(plan.location(), root);
    try (Staging staging = Staging.create(system.sysroot());
        Progress.Stage stage = progress.stage("storing bound images", plan.missingBytes())) {
      StoreWriter writer = new StoreWriter(system.host(), staging.newFolder("images"));
      Files.createDirectories(store.path().getParent());
      BoundStore _ = writer.create(store.path());
      if (!plan.shared().isEmpty()) {
        new StoreCopy(system.host()).copy(BoundStore.at(plan.from(), root), store, plan.shared());
      }
      for (SetImage image : plan.missing()) {
        writer.put(store, image, set.blobs(image), stage);
      }
    }
    force(root);
    List<SetImage> bound = set.set().bound();
    try (Progress.Stage stage = progress.stage("reading bound images back", Progress.UNKNOWN)) {
      for (SetImage image : bound) {
        store.verify(image, stage);
      }
    }
  }

  private static void force(Path root) throws IOException {
    try (Descriptor open = Descriptor.open(root, Descriptor.READ_ONLY)) {
      open.syncFileSystem();
    }
  }

  /** As bootc does: other programs watch these. */
  private static void announce(Path root) throws IOException {
    Files.setLastModifiedTime(root.resolve("ostree/bootc"), FileTime.from(Instant.now()));
    Files.writeString(Path.of("/run/reboot-required"), "");
  }
}
