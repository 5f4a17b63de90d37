package dev.bootferry.images.source.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.layout.LayoutPaths;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.MediaTypes;
import dev.bootferry.images.reference.SourceReference.OciLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OciLayoutTest extends LayoutSourceContract {
  @TempDir Path temp = Path.of("");

  @Override
  LayoutSource open(TinyLayout layout, Optional<String> ref) throws IOException {
    Path folder = Files.createTempDirectory(temp, "layout");
    return LayoutSource.open(new OciLayout(layout.folder(folder), ref));
  }

  @Test
  void followsNoLinkOutOfTheFolder() throws IOException {
    TinyLayout layout = new TinyLayout();
    Descriptor image = layout.image(MediaTypes.OCI_MANIFEST, "hello");
    Path folder = layout.name(image, "os").folder(temp.resolve("linked"));
    Path blob = folder.resolve(LayoutPaths.blob(image.digest()));
    Path outside = temp.resolve("outside");
    Files.move(blob, outside);
    Files.createSymbolicLink(blob, outside);
    try (LayoutSource source = LayoutSource.open(new OciLayout(folder, Optional.empty()))) {
      assertThat(problem(source::top).code()).isEqualTo(ImagesProblem.BLOB_MISSING);
    }
  }

  @Test
  void tellsWhatIsNoLayout() throws IOException {
    Problem missing = problem(() -> open(temp.resolve("nowhere")));
    assertThat(missing.code()).isEqualTo(ImagesProblem.SOURCE_NOT_FOUND);
    assertThat(missing.what()).contains("oci:" + temp.resolve("nowhere"));
    Path file = Files.write(temp.resolve("file"), new byte[1]);
    assertThat(problem(() -> open(file)).fix()).contains("oci-archive:" + file);
    assertThat(problem(() -> open(temp)).code()).isEqualTo(ImagesProblem.SOURCE_INVALID);
    Files.writeString(temp.resolve("manifest.json"), "{}");
    assertThat(problem(() -> open(temp)).fix()).contains("skopeo copy", "dir:" + temp);
  }

  private static LayoutSource open(Path path) throws IOException {
    return LayoutSource.open(new OciLayout(path, Optional.empty()));
  }
}
