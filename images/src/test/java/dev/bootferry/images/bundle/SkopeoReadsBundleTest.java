package dev.bootferry.images.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.images.model.Descriptor;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.SystemCommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any tool of the containers family reads a bundle by the references that it records. */
@Tag("system")
class SkopeoReadsBundleTest {
  @TempDir Path folder;
  private final SystemCommandRunner runner = new SystemCommandRunner();
  private final SampleSet sample = SampleSet.of(5);
  private Path tar = Path.of("");

  @BeforeEach
  void write() throws IOException {
    tar = sample.write(folder.resolve("site.tar"));
  }

  @ParameterizedTest
  @ValueSource(strings = {SampleSet.BASE, SampleSet.APP, SampleSet.SCHEMA2, SampleSet.INDEXED})
  void byReference(String reference) throws IOException {
    String source = "oci-archive:" + tar + ":" + reference;
    ImageEntry entry =
        sample.entries.stream()
            .filter(e -> e.image().reference().equals(reference))
            .findFirst()
            .orElseThrow();
    CommandResult raw = runner.run(Command.of("skopeo", "inspect", "--raw", source));
    assertThat(raw.output()).isEqualTo(entry.named().bytes());
    assertThat(runner.run(Command.of("skopeo", "inspect", source)).text())
        .contains("\"Architecture\": \"amd64\"");
    Path copy = folder.resolve("copy");
    runner.run(Command.of("skopeo", "copy", "--override-arch", "amd64", source, "dir:" + copy));
    for (Descriptor blob : entry.blobs()) {
      assertThat(copy.resolve(blob.digest().hex()))
          .hasBinaryContent(sample.blobs.get(blob.digest()));
    }
  }

  @Test
  void aLayoutToo() throws IOException {
    Path layout = sample.write(folder.resolve("site"));
    CommandResult raw =
        runner.run(Command.of("skopeo", "inspect", "--raw", "oci:" + layout + ":" + SampleSet.APP));
    assertThat(raw.output()).isEqualTo(sample.entries.get(1).named().bytes());
  }

  @Test
  void aSingleImageNeedsNoName() throws IOException {
    SampleSet single = SampleSet.baseOnly(2);
    Path lone = single.write(folder.resolve("lone.tar"));
    CommandResult raw = runner.run(Command.of("skopeo", "inspect", "--raw", "oci-archive:" + lone));
    assertThat(raw.output()).isEqualTo(single.entries.getFirst().named().bytes());
  }

  @Test
  void gnuTarFindsNothingToSay() throws IOException {
    CommandResult listing =
        runner.run(Command.of("tar", "--numeric-owner", "--full-time", "-tvf", tar.toString()));
    assertThat(listing.errorTail()).isEmpty();
    assertThat(listing.text().lines())
        .allMatch(l -> l.startsWith("-rw-r--r-- 0/0 ") && l.contains("1970-01-01 00:00:00"))
        .hasSize(sample.finished().plan().files().size());
    assertThat(Files.size(tar)).isEqualTo(sample.finished().plan().length());
  }
}
