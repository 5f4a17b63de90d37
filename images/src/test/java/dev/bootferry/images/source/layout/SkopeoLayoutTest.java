package dev.bootferry.images.source.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.Digest;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.ImageIndex;
import dev.bootferry.images.model.Manifest;
import dev.bootferry.images.model.MediaTypes;
import dev.bootferry.images.model.Platform;
import dev.bootferry.images.reference.SourceReference;
import dev.bootferry.images.reference.SourceReference.OciArchive;
import dev.bootferry.images.reference.SourceReference.OciLayout;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.SystemCommandRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layouts and archives as skopeo writes them, named as skopeo names them. */
@Tag("system")
class SkopeoLayoutTest {
  private static final String NAME = "127.0.0.1:5000/some/os:v1";

  @TempDir Path temp = Path.of("");

  private void copy(String from, String to) {
    List<String> argv = new ArrayList<>(List.of("skopeo", "--insecure-policy", "copy", "--all"));
    argv.addAll(List.of("--preserve-digests", from, to));
    new SystemCommandRunner().run(Command.of(argv));
  }

  private static LayoutSource open(String text) throws IOException {
    return switch (SourceReference.parse(text)) {
      case OciLayout layout -> LayoutSource.open(layout);
      case OciArchive archive -> LayoutSource.open(archive);
      default -> throw new IllegalArgumentException(text);
    };
  }

  @Test
  void areReadInPlace() throws IOException {
    TinyLayout layout = new TinyLayout();
    Descriptor image = layout.image(MediaTypes.OCI_MANIFEST, "hello");
    Path folder = layout.name(image, NAME).folder(temp.resolve("tiny"));
    for (String copy :
        List.of(
            "oci:" + temp.resolve("copy") + ":" + NAME,
            "oci-archive:" + temp.resolve("copy.tar") + ":" + NAME,
            "oci-archive:" + temp.resolve("nameless.tar"))) {
      copy("oci:" + folder + ":" + NAME, copy);
      try (LayoutSource source = open(copy)) {
        assertThat(source.top().descriptor()).isEqualTo(image);
        Manifest manifest = Manifest.parse(source.top(), source.name());
        for (Descriptor blob : List.of(manifest.config(), manifest.layers().getFirst())) {
          byte[] content = LayoutSourceContract.content(source, blob, 0);
          assertThat(Digest.sha256(content)).isEqualTo(blob.digest());
        }
      }
    }
  }

  @Test
  void keepTheirIndexes() throws IOException {
    TinyLayout layout = new TinyLayout();
    Descriptor amd = layout.image(MediaTypes.OCI_MANIFEST, "amd");
    Descriptor arm = layout.image(MediaTypes.OCI_MANIFEST, "arm");
    Descriptor index =
        layout.index(
            TinyLayout.on(new Platform("linux", "amd64"), amd),
            TinyLayout.on(new Platform("linux", "arm64"), arm));
    Path folder = layout.name(index, NAME).folder(temp.resolve("tiny"));
    String copy = "oci-archive:" + temp.resolve("copy.tar") + ":" + NAME;
    copy("oci:" + folder + ":" + NAME, copy);
    try (LayoutSource source = open(copy)) {
      assertThat(source.top().descriptor()).isEqualTo(index);
      Descriptor child =
          ImageIndex.parse(source.top(), source.name())
              .forPlatform(new Platform("linux", "arm64"))
              .orElseThrow();
      assertThat(source.manifest(child).digest()).isEqualTo(arm.digest());
    }
  }
}
