package dev.bootferry.images;

import dev.bootferry.core.problem.ExitCode;
import dev.bootferry.core.problem.ProblemCode;

/** Problems with images as data. A name, once released, keeps its meaning. */
public enum ImagesProblem implements ProblemCode {
  REFERENCE_INVALID("reference-invalid", ExitCode.USAGE),
  REFERENCE_UNKNOWN("reference-unknown", ExitCode.REFUSED),
  SOURCE_NOT_FOUND("source-not-found", ExitCode.REFUSED),
  SOURCE_INVALID("source-invalid", ExitCode.DAMAGED),
  PLATFORM_MISSING("platform-missing", ExitCode.REFUSED),
  MANIFEST_INVALID("manifest-invalid", ExitCode.DAMAGED),
  CONFIG_INVALID("config-invalid", ExitCode.DAMAGED),
  BLOB_MISSING("blob-missing", ExitCode.DAMAGED),
  BLOB_DIGEST_MISMATCH("blob-digest-mismatch", ExitCode.DAMAGED),
  BLOB_SIZE_MISMATCH("blob-size-mismatch", ExitCode.DAMAGED),
  LAYER_DIFFID_MISMATCH("layer-diffid-mismatch", ExitCode.DAMAGED),
  LAYER_INVALID("layer-invalid", ExitCode.DAMAGED),
  LAYER_COMPRESSION_UNKNOWN("layer-compression-unknown", ExitCode.REFUSED),
  TAR_INVALID("tar-invalid", ExitCode.DAMAGED),
  BUNDLE_INVALID("bundle-invalid", ExitCode.DAMAGED),
  BUNDLE_NOT_CLOSED("bundle-not-closed", ExitCode.DAMAGED),
  NOT_BOOTABLE("not-bootable", ExitCode.REFUSED),
  KERNEL_COUNT("kernel-count", ExitCode.REFUSED),
  KARGS_FILE_INVALID("kargs-file-invalid", ExitCode.REFUSED),
  ARCHITECTURE_MISMATCH("architecture-mismatch", ExitCode.REFUSED),
  BOUND_ENTRY_INVALID("bound-entry-invalid", ExitCode.REFUSED),
  BOUND_UNIT_INVALID("bound-unit-invalid", ExitCode.REFUSED),
  BOUND_NOT_USABLE("bound-not-usable", ExitCode.REFUSED),
  BOUND_IMAGES_MISSING("bound-images-missing", ExitCode.REFUSED),
  BOUND_DIGEST_LOST("bound-digest-lost", ExitCode.REFUSED),
  STORAGE_INVALID("storage-invalid", ExitCode.DAMAGED),
  FILE_NOT_CAPTURED("file-not-captured", ExitCode.REFUSED);

  private final String id;
  private final ExitCode exit;

  ImagesProblem(String id, ExitCode exit) {
    this.id = id;
    this.exit = exit;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public ExitCode exit() {
    return exit;
  }
}
