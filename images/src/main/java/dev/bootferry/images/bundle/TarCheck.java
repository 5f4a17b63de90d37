package dev.bootferry.images.bundle;

import dev.bootferry.images.bundle.BundleDamage.Kind;
import dev.bootferry.images.bundle.BundlePlan.PlannedFile;
import dev.bootferry.images.layout.LayoutPaths;
import dev.bootferry.images.layout.TarFiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Checks the bytes of a bundle's tar that belong to no blob: headers, padding, and the end. */
final class TarCheck {
  private final TarFiles tar;
  private final DamageList damages;

  TarCheck(TarFiles tar, DamageList damages) {
    this.tar = tar;
    this.damages = damages;
  }

  void check(BundleIndex.Finished expected) throws IOException {
    BundlePlan plan = expected.plan();
    for (PlannedFile file : plan.files()) {
      compare(file.headerBytes(), file.header(), file.path(), "has a damaged tar header");
      long behind = file.content() + file.size();
      byte[] padding = new byte[(int) (file.end() - behind)];
      compare(padding, behind, file.path(), "is followed by bytes that should be zero");
    }
    PlannedFile index = plan.file(LayoutPaths.INDEX).orElseThrow();
    compare(expected.index(), index.content(), LayoutPaths.INDEX, "does not lie where it should");
    compare(
        new byte[2 * EntryHeader.BLOCK], plan.end(), "", "the blocks that end the tar are damaged");
    long surplus = tar.length() - plan.length();
    if (surplus != 0) {
      damages.add(
          Kind.STRUCTURE,
          "",
          surplus > 0
              ? "the tar has " + surplus + " bytes behind its end"
              : "the tar is cut off: "
                  + -surplus
                  + " of its "
                  + plan.length()
                  + " bytes are missing");
    }
  }

  private void compare(byte[] expected, long offset, String path, String damage)
      throws IOException {
    byte[] actual;
    try (InputStream in = tar.region(offset, expected.length)) {
      actual = in.readNBytes(expected.length);
    }
    // Where the tar ends early the whole is told of once, not every header that is no more.
    if (actual.length == expected.length && !Arrays.equals(expected, actual)) {
      damages.add(Kind.STRUCTURE, path, damage);
    }
  }
}
