package dev.bootferry.installer.request;

import dev.bootferry.core.ByteSize;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a person asked for on the command line; names as bootc's {@code install to-disk} has them.
 *
 * @param target a block device, or a file that stands for one
 * @param fileSystem of the root; otherwise the image's install configuration says
 * @param kargs appended last, in order
 * @param rootSshAuthorizedKeys a file of public keys for root
 * @param stateroot otherwise the image's configuration, else {@code default}
 * @param targetImgref what the machine will track; otherwise the name the set's base has
 * @param boundImages whether the bound images are put on the disk
 * @param rootSize of the root partition; otherwise the rest of the disk
 * @param genericImage leaves the firmware's own boot entries alone
 * @param wipe allows a target that holds something
 * @param size of a target file that does not exist yet
 * @param sectorSize of a target file, in bytes
 * @param strict refuses bound images that would not start offline
 */
public record InstallRequest(
    Path target,
    Optional<String> fileSystem,
    List<String> kargs,
    Optional<Path> rootSshAuthorizedKeys,
    Optional<String> stateroot,
    Optional<String> targetImgref,
    BoundImages boundImages,
    Optional<ByteSize> rootSize,
    boolean genericImage,
    boolean wipe,
    Optional<ByteSize> size,
    OptionalInt sectorSize,
    boolean strict) {
  public InstallRequest {
    kargs = List.copyOf(kargs);
  }

  /** A request for everything as usual on this target. */
  public static InstallRequest to(Path target) {
    return new InstallRequest(
        target,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        BoundImages.STORED,
        Optional.empty(),
        false,
        false,
        Optional.empty(),
        OptionalInt.empty(),
        false);
  }

  /** As bootc's {@code --bound-images}. */
  public enum BoundImages {
    /** They come from where the base comes from, and all must be there. */
    STORED,
    /** None is put on the disk. */
    SKIP
  }
}
