package dev.bootferry.installer.specification;

import dev.bootferry.installer.request.InstallRequest;
import dev.bootferry.installer.request.InstallRequest.BoundImages;
import dev.bootferry.installer.script.Scripts;
import dev.bootferry.installer.settings.SystemSettings;
import dev.bootferry.partitioning.choice.DiskChoice;
import dev.bootferry.partitioning.wish.LayoutWish;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A whole installation as it was asked for, by answers or by a file.
 *
 * @param source a bundle's path or another place as in {@code containers-storage:NAME}; otherwise
 *     the only bundle on the attached media
 * @param kargs appended, in order
 * @param kargDeletes removed from those of the image; a bare key stands for all its values
 * @param strict refuses bound images that would not start offline
 */
public record InstallSpecification(
    Optional<String> source,
    DiskChoice disk,
    LayoutWish layout,
    SystemSettings system,
    List<String> kargs,
    List<String> kargDeletes,
    Optional<String> stateroot,
    BoundImages boundImages,
    boolean strict,
    Scripts scripts,
    AfterInstall after) {
  public InstallSpecification {
    kargs = List.copyOf(kargs);
    kargDeletes = List.copyOf(kargDeletes);
  }

  /** The same with another choice of the disk. */
  public InstallSpecification withDisk(DiskChoice other) {
    return new InstallSpecification(
        source,
        other,
        layout,
        system,
        kargs,
        kargDeletes,
        stateroot,
        boundImages,
        strict,
        scripts,
        after);
  }

  /** The same for a disk that has been chosen. */
  public InstallRequest on(Path target) {
    return new InstallRequest(
        target,
        layout,
        system,
        kargs,
        kargDeletes,
        Optional.empty(),
        stateroot,
        system.updates().origin(),
        boundImages,
        false,
        disk.wipe(),
        disk.fileSize(),
        disk.sectorSize(),
        strict,
        scripts);
  }
}
