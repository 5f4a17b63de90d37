package dev.bootferry.installer.execute;

import dev.bootferry.core.progress.Progress;
import dev.bootferry.deployment.bound.BoundStore;
import dev.bootferry.deployment.bound.StoreLocation;
import dev.bootferry.deployment.bound.StoreWriter;
import dev.bootferry.deployment.files.FileTree;
import dev.bootferry.deployment.imports.ImageImport;
import dev.bootferry.deployment.imports.ImportRequest;
import dev.bootferry.deployment.imports.ImportedImage;
import dev.bootferry.deployment.sysroot.DeployRequest;
import dev.bootferry.deployment.sysroot.Deployer;
import dev.bootferry.deployment.sysroot.Deployment;
import dev.bootferry.deployment.sysroot.Sysroot;
import dev.bootferry.deployment.sysroot.SysrootFinish;
import dev.bootferry.deployment.sysroot.SysrootInit;
import dev.bootferry.deployment.sysroot.SysrootSettings;
import dev.bootferry.deployment.tools.Isolated;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.installer.plan.InstallPlan;
import dev.bootferry.installer.preflight.Prepared;
import dev.bootferry.installer.system.Fstab;
import dev.bootferry.installer.system.SettingsWriter;
import dev.bootferry.linux.process.CommandRunner;
import dev.bootferry.linux.session.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** Fills the mounted root file system of a target. */
final class Installation {
  private final Prepared prepared;
  private final CommandRunner host;
  private final Progress progress;
  private final String program;
  private final Map<String, byte[]> bootFiles;
  private final Sysroot sysroot;

  /**
   * Prepares.
   *
   * @param program name and version of this program, noted in the commit
   * @param bootFiles the boot loader's, by path without a leading slash
   */
  Installation(
      Prepared prepared,
      CommandRunner host,
      Progress progress,
      String program,
      Map<String, byte[]> bootFiles) {
    this.prepared = prepared;
    this.host = host;
    this.progress = progress;
    this.program = program;
    this.bootFiles = bootFiles;
    this.sysroot = Sysroot.offline(root(), prepared.programs().ostree(host));
  }

  private Path root() {
    return prepared.programs().work().mountPoint();
  }

  private InstallPlan plan() {
    return prepared.plan();
  }

  Sysroot sysroot() {
    return sysroot;
  }

  /** Makes the empty sysroot on the mounted root. */
  void begin() throws IOException {
    SysrootSettings settings = SysrootSettings.of(plan().stateroot());
    Map<String, String> append = plan().configuration().blsAppendExceptDefault();
    if (!append.isEmpty()) {
      settings =
          settings.withConfiguration(
              "sysroot.bls-append-except-default",
              append.entrySet().stream()
                  .map(e -> e.getKey() + "=" + e.getValue())
                  .collect(Collectors.joining(";")));
    }
    SysrootInit.create(sysroot, settings);
  }

  ImportedImage importBase() throws IOException {
    SetImage base = plan().base();
    return new ImageImport(sysroot, program)
        .run(
            new ImportRequest(
                base, prepared.open().blobs(base), prepared.survey().base(), plan().origin()),
            progress);
  }

  /** The store is made even for a set without bound images: bootc expects it at every upgrade. */
  void storeBoundImages() throws IOException {
    Path work = Files.createDirectories(root().resolve("ostree/.bootferry-work"));
    Files.createDirectories(root().resolve("ostree/bootc"));
    try {
      StoreWriter writer = new StoreWriter(new Isolated(host), work);
      BoundStore store = writer.create(StoreLocation.common().below(root()));
      long bytes = plan().bound().stream().mapToLong(SetImage::layerBytes).sum();
      try (Progress.Stage stage = progress.stage("copying bound images", bytes)) {
        for (SetImage image : plan().bound()) {
          writer.put(store, image, prepared.open().blobs(image), stage);
          progress.note("bound image " + image.reference() + " is in the store");
        }
      }
    } finally {
      FileTree.delete(work);
    }
  }

  Deployment deploy(ImportedImage imported) throws IOException {
    return new Deployer(sysroot)
        .deploy(
            new DeployRequest(
                plan().stateroot(), imported.commit(), plan().origin(), plan().kargs()));
  }

  void settings(Deployment deployment) throws IOException {
    SettingsWriter.write(plan().settings(), deployment.directory(), var());
    Fstab.write(deployment.directory(), plan().layout());
    Aleph.write(
        root(), plan(), Identity.kernelRelease(), prepared.survey().facts().bringsSelinuxPolicy());
    for (Map.Entry<String, byte[]> file : bootFiles.entrySet()) {
      Path place = root().resolve(file.getKey());
      Files.createDirectories(place.resolveSibling("."));
      Files.write(place, file.getValue());
    }
  }

  /** The {@code /var} of the new system. */
  Path var() {
    return sysroot.stateroot(plan().stateroot()).resolve("var");
  }

  /** Where a script finds the new system. */
  Map<String, String> places(Deployment deployment) {
    return Map.of(
        "BOOTFERRY_ROOT",
        deployment.directory().toString(),
        "BOOTFERRY_SYSROOT",
        root().toString(),
        "BOOTFERRY_VAR",
        var().toString());
  }

  void seal() throws IOException {
    SysrootFinish finish = new SysrootFinish(sysroot);
    finish.label();
    finish.seal();
  }
}
