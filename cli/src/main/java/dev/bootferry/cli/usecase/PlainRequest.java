package dev.bootferry.cli.usecase;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.installer.InstallerProblem;
import dev.bootferry.installer.request.InstallRequest;
import dev.bootferry.installer.settings.SystemSettings;
import dev.bootferry.installer.settings.UpdateSettings;
import dev.bootferry.installer.specification.AfterInstall;
import dev.bootferry.installer.specification.InstallSpecification;
import dev.bootferry.installer.specification.Scripts;
import dev.bootferry.partitioning.choice.DiskChoice;
import dev.bootferry.partitioning.filesystem.FileSystemType;
import dev.bootferry.partitioning.wish.LayoutWish;
import dev.bootferry.partitioning.wish.SizeRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An installation that was asked for by a file, as a request for one root on a disk named by its
 * path. What goes beyond that is refused, never left out.
 */
final class PlainRequest {
  private final InstallSpecification asked;

  private PlainRequest(InstallSpecification asked) {
    this.asked = asked;
  }

  /**
   * The request.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code config-unsupported}
   */
  static InstallRequest of(InstallSpecification asked) {
    PlainRequest plain = new PlainRequest(asked);
    List<String> beyond = plain.beyond();
    if (!beyond.isEmpty()) {
      throw new Problem(
              InstallerProblem.CONFIG_UNSUPPORTED,
              "install as the configuration says",
              "this cannot be carried out yet: " + String.join(", ", beyond),
              "Leave these out of the file.")
          .exception();
    }
    return plain.request();
  }

  private List<String> beyond() {
    List<String> beyond = new ArrayList<>();
    DiskChoice disk = asked.disk();
    LayoutWish simple = LayoutWish.simple(rootType(), rootSize());
    SystemSettings withOrigin = SystemSettings.AS_IN_IMAGE;
    if (disk.path().isEmpty() || !disk.equals(pathOnly(disk))) {
      beyond.add("a disk by anything but its path");
    }
    if (!asked.layout().equals(simple)) {
      beyond.add("a layout of more than one root, or with encryption");
    }
    if (!withoutOrigin(asked.system()).equals(withOrigin)) {
      beyond.add("settings of the new system");
    }
    if (!asked.kargDeletes().isEmpty()) {
      beyond.add("kargs.delete");
    }
    if (!asked.scripts().equals(Scripts.NONE)) {
      beyond.add("scripts");
    }
    if (asked.after() != AfterInstall.NOTHING) {
      beyond.add("after");
    }
    return beyond;
  }

  private static DiskChoice pathOnly(DiskChoice disk) {
    DiskChoice plain = DiskChoice.ofPath(disk.path().orElse(""), disk.wipe());
    return new DiskChoice(
        plain.path(),
        plain.serial(),
        plain.wwn(),
        plain.byId(),
        plain.byPath(),
        plain.model(),
        plain.minSize(),
        plain.maxSize(),
        plain.rotational(),
        plain.transport(),
        plain.empty(),
        disk.wipe(),
        disk.sectorSize(),
        disk.fileSize());
  }

  private static SystemSettings withoutOrigin(SystemSettings system) {
    UpdateSettings updates = system.updates();
    return new SystemSettings(
        system.hostName(),
        system.timeZone(),
        system.locale(),
        system.keyMap(),
        system.root(),
        system.users(),
        system.network(),
        system.files(),
        system.units(),
        new UpdateSettings(
            Optional.empty(),
            Map.copyOf(updates.trustedKeys()),
            updates.pullSecret(),
            Map.copyOf(updates.registries())));
  }

  private Optional<FileSystemType> rootType() {
    return asked.layout().root().type();
  }

  private Optional<dev.bootferry.core.ByteSize> rootSize() {
    return asked.layout().root().size() instanceof SizeRule.Fixed fixed
        ? Optional.of(fixed.size())
        : Optional.empty();
  }

  private InstallRequest request() {
    return new InstallRequest(
        Path.of(asked.disk().path().orElseThrow()),
        rootType().map(FileSystemType::mountName),
        asked.kargs(),
        Optional.empty(),
        asked.stateroot(),
        asked.system().updates().origin(),
        asked.boundImages(),
        rootSize(),
        false,
        asked.disk().wipe(),
        asked.disk().fileSize(),
        asked.disk().sectorSize(),
        asked.strict());
  }
}
