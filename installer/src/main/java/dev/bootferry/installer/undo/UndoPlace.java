package dev.bootferry.installer.undo;

import dev.bootferry.partitioning.target.TargetKind;
import dev.bootferry.partitioning.target.TargetReport;
import dev.bootferry.partitioning.undo.DiskIdentity;
import dev.bootferry.partitioning.undo.DiskSave;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where a target's save lies: of a disk on this machine, since nothing may be written to the disk
 * itself; of a file beside it, where it goes with the file.
 *
 * @param save may not be there
 */
public record UndoPlace(DiskIdentity identity, DiskSave save) {
  private static final Path FOLDER = Path.of("/var/lib/bootferry/undo");

  /** Looks up the place; makes nothing. */
  public static UndoPlace of(TargetReport target) {
    DiskIdentity identity = DiskIdentity.of(target.path(), target.kind());
    Path file =
        target.kind() == TargetKind.DISK
            ? FOLDER.resolve(identity.fileName() + ".save")
            : target.path().resolveSibling(target.path().getFileName() + ".undo");
    return new UndoPlace(identity, new DiskSave(file));
  }

  /** Makes the folder, which only its owner can look into. */
  public void makeFolder() throws IOException {
    if (save.file().startsWith(FOLDER)) {
      var _ =
          Files.createDirectories(
              FOLDER,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }
}
