package dev.bootferry.images.source.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.model.MediaTypes;
import dev.bootferry.images.reference.SourceReference.OciArchive;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OciArchiveTest extends LayoutSourceContract {
  @TempDir Path temp = Path.of("");

  @Override
  LayoutSource open(TinyLayout layout, Optional<String> ref) throws IOException {
    Path file = Files.createTempFile(temp, "layout", ".tar");
    return LayoutSource.open(new OciArchive(layout.tar(file), ref));
  }

  @Test
  void readsNamesThatBeginWithADot() throws IOException {
    TinyLayout layout = new TinyLayout();
    layout.name(layout.image(MediaTypes.OCI_MANIFEST, "hello"), "os");
    try (LayoutSource source = open(layout.tar(temp.resolve("dots.tar"), "./"))) {
      assertThat(source.top().mediaType()).isEqualTo(MediaTypes.OCI_MANIFEST);
    }
  }

  @Test
  void refusesATarCutOffAnywhere() throws IOException {
    TinyLayout layout = new TinyLayout();
    layout.name(layout.image(MediaTypes.OCI_MANIFEST, "hello".repeat(300)), "os");
    byte[] whole = Files.readAllBytes(layout.tar(temp.resolve("whole.tar")));
    Path cut = temp.resolve("cut.tar");
    int end = whole.length;
    while (end > 0 && whole[end - 1] == 0) {
      end--;
    }
    for (int length = 0; length < end; length += 389) {
      Files.write(cut, Arrays.copyOf(whole, length));
      assertThat(problem(() -> open(cut)).code())
          .as("cut at %d of %d", length, whole.length)
          .isEqualTo(ImagesProblem.SOURCE_INVALID);
    }
  }

  @Test
  void tellsWhatIsNoArchive() throws IOException {
    assertThat(problem(() -> open(temp.resolve("nowhere.tar"))).code())
        .isEqualTo(ImagesProblem.SOURCE_NOT_FOUND);
    assertThat(problem(() -> open(temp)).fix()).contains("oci:" + temp);
    Path gzip = temp.resolve("image.tar.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
      out.write(new byte[1024]);
    }
    Problem compressed = problem(() -> open(gzip));
    assertThat(compressed.why()).contains("compressed with gzip");
    assertThat(compressed.fix()).contains("gzip -d");
    Path text = Files.writeString(temp.resolve("text.tar"), "no tar at all".repeat(100));
    assertThat(problem(() -> open(text)).why()).contains("no valid tar header");
  }

  private static LayoutSource open(Path path) throws IOException {
    return LayoutSource.open(new OciArchive(path, Optional.empty()));
  }
}
