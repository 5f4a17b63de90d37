package dev.bootferry.partitioning;

import java.util.Optional;
import java.util.stream.Stream;

/** The architectures whose disks we know how to divide. */
public enum Architecture {
  X86_64("amd64"),
  AARCH64("arm64"),
  PPC64LE("ppc64le"),
  S390X("s390x"),
  RISCV64("riscv64");

  private final String ociName;

  Architecture(String ociName) {
    this.ociName = ociName;
  }

  /** As image configurations spell it, such as {@code amd64}. */
  public String ociName() {
    return ociName;
  }

  /** By the name that image configurations use; empty for one that is not known here. */
  public static Optional<Architecture> ofOciName(String name) {
    return Stream.of(values()).filter(a -> a.ociName.equals(name)).findFirst();
  }
}
