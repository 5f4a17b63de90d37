package dev.bootferry.deployment.sysroot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Fills a new stateroot's /var from the image, where ostree does not do it itself: only while it is
 * empty, as a container engine does with a volume.
 */
final class StaterootVar {
  /** ostree's own stamps. */
  private static final List<String> STAMPS = List.of(".ostree-selabeled", ".updated");

  private StaterootVar() {}

  static void fill(Sysroot sysroot, Deployment deployment) throws IOException {
    if (sysroot.ostree().fillsVar()) {
      return;
    }
    Path var = sysroot.stateroot(deployment.stateroot()).resolve("var");
    Path seed = deployment.directory().resolve("var");
    if (!Files.isDirectory(seed, LinkOption.NOFOLLOW_LINKS) || !isEmpty(var)) {
      return;
    }
    sysroot.repo(
        "checkout",
        List.of(
            "--force-copy",
            "--union",
            "--subpath=/var",
            deployment.checksum().hex(),
            var.toString()));
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.allMatch(e -> STAMPS.contains(String.valueOf(e.getFileName())));
    }
  }
}
