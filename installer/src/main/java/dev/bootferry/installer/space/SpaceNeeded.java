package dev.bootferry.installer.space;

import dev.bootferry.core.ByteSize;

/**
 * What a set needs on the root file system, never less than it really takes.
 *
 * @param base the operating system: its objects and the folders of its deployment
 * @param bound the bound images, unpacked
 * @param temporary room that is needed while installing and free afterwards
 * @param inodes files, folders and links, of all together
 */
public record SpaceNeeded(ByteSize base, ByteSize bound, ByteSize temporary, long inodes) {
  /**
   * What a file system takes for itself: journal, inode tables, and the three percent that ostree
   * wants to stay free.
   */
  private static final double USABLE_SHARE = 0.92;

  private static final ByteSize JOURNAL = ByteSize.mebibytes(192);

  /** Content, without what the file system itself takes. */
  public ByteSize content() {
    return base.plus(bound).plus(temporary);
  }

  /** The smallest root partition that will do. */
  public ByteSize partition() {
    long raw = (long) Math.ceil(content().bytes() / USABLE_SHARE);
    return new ByteSize(raw).plus(JOURNAL).roundUpTo(1 << 20);
  }
}
