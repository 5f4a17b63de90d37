package dev.bootferry.installer.request;

import dev.bootferry.core.ByteSize;
import dev.bootferry.installer.script.Scripts;
import dev.bootferry.installer.settings.SystemSettings;
import dev.bootferry.partitioning.wish.LayoutWish;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a person asked for; names as bootc's {@code install to-disk} has them.
 *
 * @param target a block device, or a file that stands for one
 * @param layout how it is divided; the type of its root otherwise as the image's install
 *     configuration says
 * @param system what is set on the new system
 * @param kargs appended last, in order
 * @param kargDeletes removed from those of the image; a bare key stands for all its values
 * @param rootSshAuthorizedKeys a file of public keys for root
 * @param stateroot otherwise the image's configuration, else {@code default}
 * @param targetImgref what the machine will track; otherwise the name the set's base has
 * @param boundImages whether the bound images are put on the disk
 * @param genericImage leaves the firmware's own boot entries alone
 * @param wipe allows a target that holds something
 * @param size of a target file that does not exist yet
 * @param sectorSize of a target file, in bytes
 * @param strict refuses bound images that would not start offline
 * @param scripts of the user, that run around it
 */
public record InstallRequest(
    Path target,
    LayoutWish layout,
    SystemSettings system,
    List<String> kargs,
    List<String> kargDeletes,
    Optional<Path> rootSshAuthorizedKeys,
    Optional<String> stateroot,
    Optional<String> targetImgref,
    BoundImages boundImages,
    boolean genericImage,
    boolean wipe,
    Optional<ByteSize> size,
    OptionalInt sectorSize,
    boolean strict,
    Scripts scripts) {
  public InstallRequest {
    kargs = List.copyOf(kargs);
    kargDeletes = List.copyOf(kargDeletes);
  }

  /** As bootc's {@code --bound-images}. */
  public enum BoundImages {
    /** They come from where the base comes from, and all must be there. */
    STORED,
    /** None is put on the disk. */
    SKIP
  }
}
