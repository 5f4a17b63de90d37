package dev.bootferry.installer.plan;

import dev.bootferry.partitioning.Architecture;

/** Architectures as bootc's {@code match-architectures} spells them. */
public final class RustNames {
  private RustNames() {}

  /** Rust's {@code std::env::consts::ARCH}. */
  public static String of(Architecture architecture) {
    return switch (architecture) {
      case X86_64 -> "x86_64";
      case AARCH64 -> "aarch64";
      case PPC64LE -> "powerpc64";
      case S390X -> "s390x";
      case RISCV64 -> "riscv64";
    };
  }
}
