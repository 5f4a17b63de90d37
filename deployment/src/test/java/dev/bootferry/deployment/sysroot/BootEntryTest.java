package dev.bootferry.deployment.sysroot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BootEntryTest {
  private static final String SUM =
      "9ae3bc897cc3c11b11b19f7aeb35f91d082527f0dc037f5f633f1a263f3983f7";

  @Test
  void readsWhatOstreeWrites() {
    BootEntry entry =
        BootEntry.parse(
            "ostree-2.conf",
            """
            title Sample OS 1.0 (ostree:0)
            version 2
            options root=UUID=c7649995 rw dyndbg="file a.c +p" ostree=/ostree/boot.1/default/%s/0
            linux /boot/ostree/default-%s/vmlinuz-6.12
            """
                .formatted(SUM, SUM));
    assertThat(entry.version()).isEqualTo(2);
    assertThat(entry.options())
        .containsExactly(
            "root=UUID=c7649995",
            "rw",
            "dyndbg=\"file a.c +p\"",
            "ostree=/ostree/boot.1/default/" + SUM + "/0");
    assertThat(entry.ostreeArgument().orElseThrow().path())
        .isEqualTo("ostree/boot.1/default/" + SUM + "/0");
  }

  @Test
  void knowsForeignEntries() {
    assertThat(
            BootEntry.parse("x.conf", "options root=/dev/sda ostree=/elsewhere").ostreeArgument())
        .isEmpty();
    assertThat(BootEntry.parse("x.conf", "version 99999999999").version()).isZero();
  }
}
