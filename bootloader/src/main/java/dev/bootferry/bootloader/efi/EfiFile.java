package dev.bootferry.bootloader.efi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file for the EFI system partition.
 *
 * @param path relative to the partition's root, with slashes
 */
public record EfiFile(String path, Content content) {
  /** Where its bytes come from. */
  public sealed interface Content {
    /** A file of the image. */
    record Copy(Path from) implements Content {}

    /** Made by us. */
    record Made(byte[] bytes) implements Content {
      public Made {
        bytes = bytes.clone();
      }

      @Override
      public byte[] bytes() {
        return bytes.clone();
      }
    }
  }

  /** All of its bytes; boot loaders have some megabytes at most. */
  public byte[] bytes() throws IOException {
    return switch (content) {
      case Content.Copy copy -> Files.readAllBytes(copy.from());
      case Content.Made made -> made.bytes();
    };
  }
}
