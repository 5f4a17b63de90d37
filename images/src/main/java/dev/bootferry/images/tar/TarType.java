package dev.bootferry.images.tar;

/** What an entry of an archive is; the flag is what stands in its header (POSIX.1-2001, ustar). */
public enum TarType {
  FILE('0'),
  HARD_LINK('1'),
  SYMLINK('2'),
  CHARACTER_DEVICE('3'),
  BLOCK_DEVICE('4'),
  DIRECTORY('5'),
  FIFO('6');

  private final char flag;

  TarType(char flag) {
    this.flag = flag;
  }

  char flag() {
    return flag;
  }

  /** Whether content follows the header. Of the others a stated size means nothing. */
  public boolean hasContent() {
    return this == FILE;
  }

  public boolean isSpecial() {
    return this == CHARACTER_DEVICE || this == BLOCK_DEVICE || this == FIFO;
  }
}
