package dev.bootferry.bootloader.entries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootEntriesTest {
  private static final String CHECKSUM = "0123456789abcdef".repeat(4);

  @TempDir private Path boot;

  @BeforeEach
  void makeFolder() throws IOException {
    Files.createDirectories(boot.resolve("loader.1/entries"));
    Files.createSymbolicLink(boot.resolve("loader"), Path.of("loader.1"));
  }

  @Test
  void readsAnEntryOfLibostree() throws IOException {
    write("ostree-1.conf", 1);

    BootEntry entry = BootEntries.read(boot).getFirst();

    assertThat(entry.title()).isEqualTo("Debian GNU/Linux 13 (trixie) (ostree:0)");
    assertThat(entry.arguments())
        .containsExactly(
            "root=UUID=1",
            "rw",
            "dyndbg=\"file a.c +p\"",
            "ostree=/ostree/boot.1/default/" + CHECKSUM + "/0");
    assertThat(entry.linux()).isEqualTo("/boot/ostree/default-" + CHECKSUM + "/vmlinuz-6.12");
    assertThat(entry.initrd()).contains("/boot/ostree/default-" + CHECKSUM + "/initramfs-6.12.img");
    assertThat(entry.target()).contains(new OstreeTarget(1, "default", CHECKSUM, 0));
    assertThat(entry.target().orElseThrow().path())
        .isEqualTo("ostree/boot.1/default/" + CHECKSUM + "/0");
    assertThat(entry.fields()).containsEntry("x-options-source-tuned", "a=1");
  }

  @Test
  void theHighestVersionIsFirstWhateverTheNames() throws IOException {
    write("ostree-2-default.conf", 2);
    write("ostree-10.conf", 10);
    write("ostree-9+3-1.conf", 9);
    Files.writeString(boot.resolve("loader/entries/other.conf"), "not ours");
    Files.createSymbolicLink(
        boot.resolve("loader/entries/ostree-11.conf"), Path.of("ostree-10.conf"));

    assertThat(BootEntries.read(boot))
        .extracting(BootEntry::version)
        .containsExactly("10", "9", "2");
  }

  @Test
  void thereMayBeNone() throws IOException {
    Files.delete(boot.resolve("loader"));

    assertThat(BootEntries.read(boot)).isEmpty();
  }

  @Test
  void aDamagedEntryIsNamed() throws IOException {
    Files.writeString(boot.resolve("loader/entries/ostree-1.conf"), "title x\nlinux /a\n");
    assertThatThrownBy(() -> BootEntries.read(boot))
        .hasMessageContaining("ostree-1.conf")
        .hasMessageContaining("'options'");

    Files.write(boot.resolve("loader/entries/ostree-1.conf"), new byte[] {(byte) 0xff});
    assertThatThrownBy(() -> BootEntries.read(boot)).hasMessageContaining("ostree-1.conf");
  }

  @Test
  void anEntryOfAnotherSystemHasNoTarget() {
    BootEntry entry = BootEntry.parse("ostree-1.conf", "linux /a\noptions root=/dev/sda\n");

    assertThat(entry.target()).isEmpty();
    assertThat(
            BootEntry.parse("ostree-1.conf", "linux /a\noptions ostree=/elsewhere \"\n").target())
        .isEmpty();
  }

  private void write(String name, int version) throws IOException {
    Files.writeString(
        boot.resolve("loader/entries").resolve(name),
        """
        # written by ostree

        title Debian GNU/Linux 13 (trixie) (ostree:0)
        version %d
        options root=UUID=1 rw dyndbg="file a.c +p" ostree=/ostree/boot.1/default/%s/0
        linux /boot/ostree/default-%s/vmlinuz-6.12
        initrd /boot/ostree/default-%s/initramfs-6.12.img
        x-options-source-tuned a=1
        """
            .formatted(version, CHECKSUM, CHECKSUM, CHECKSUM));
  }
}
