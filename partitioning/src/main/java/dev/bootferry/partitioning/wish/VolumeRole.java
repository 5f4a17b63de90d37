package dev.bootferry.partitioning.wish;

/** What a volume is for. Of each but {@link #DATA} there is one at most. */
public enum VolumeRole {
  ROOT,
  /** Kernels and boot entries, apart from the root; needed when the root is encrypted. */
  BOOT,
  /** The machine's own state, which can outlive an installation. */
  VAR,
  SWAP,
  /** Anything else, mounted where its wish says. */
  DATA
}
