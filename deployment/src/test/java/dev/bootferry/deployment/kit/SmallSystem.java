package dev.bootferry.deployment.kit;

import static dev.bootferry.deployment.kit.SmallImage.file;
import static dev.bootferry.deployment.kit.SmallImage.folder;

import dev.bootferry.images.tar.TarEntry;
import dev.bootferry.images.tar.TarWriter;
import java.io.IOException;
import java.util.HexFormat;

/** Operating systems of a few files, with the hard cases of real ones. */
public final class SmallSystem {
  /** As setcap(8) writes {@code cap_net_bind_service=ep}. */
  public static final byte[] CAPABILITY =
      HexFormat.of().parseHex("0100000200040000000000000000000000000000");

  private SmallSystem() {}

  /** The two lower layers, which versions share, and the version's own. */
  public static SmallImage.Builder version(String version) throws IOException {
    return SmallImage.named("127.0.0.1:5000/test/os:" + version)
        .label("containers.bootc", "1")
        .label("org.opencontainers.image.version", version)
        .layer(SmallSystem::base)
        .layer(SmallSystem::hardCases)
        .layer(tar -> own(tar, version));
  }

  private static void base(TarWriter tar) throws IOException {
    for (String path : new String[] {"usr", "usr/bin", "usr/lib", "usr/lib/modules", "etc"}) {
      folder(tar, path);
    }
    for (String path : new String[] {"boot", "dev", "proc", "run", "sys", "sysroot", "tmp"}) {
      folder(tar, path);
    }
    folder(tar, "usr/lib/modules/6.1.0");
    file(tar, "usr/lib/modules/6.1.0/vmlinuz", "no kernel");
    file(tar, "usr/lib/modules/6.1.0/initramfs.img", "no initramfs");
    file(tar, "usr/lib/os-release", "ID=small\nPRETTY_NAME=\"Small OS\"\n");
    file(tar, "usr/lib/ostree/prepare-root.conf", "[composefs]\nenabled=no\n");
    file(tar, "etc/hostname", "");
    file(tar, "etc/motd", "welcome");
    file(tar, "usr/bin/tool", "#!/bin/sh\n");
    tar.write(TarEntry.symlink("bin", "usr/bin"));
    tar.write(TarEntry.symlink("ostree", "sysroot/ostree"));
    folder(tar, "home");
    folder(tar, "usr/share/gone");
    file(tar, "usr/share/gone/old", "old");
    file(tar, "usr/share/changed/file", "lower");
    tar.write(TarEntry.directory("var/lib/service").withMode(0750).withOwner(12, 34));
    file(tar, "var/lib/service/state", "seed");
    file(tar, "run/leftover", "dropped");
    tar.write(TarEntry.directory("usr/share/private").withMode(0755));
  }

  private static void hardCases(TarWriter tar) throws IOException {
    file(tar, "usr/share/a", "one content");
    tar.write(TarEntry.hardLink("usr/share/b", "usr/share/a"));
    tar.write(TarEntry.hardLink("usr/share/tool-again", "usr/bin/tool"));
    tar.write(
        TarEntry.file("usr/bin/capable", 3)
            .withMode(0755)
            .withXattr("security.capability", CAPABILITY),
        new byte[] {1, 2, 3});
    tar.write(TarEntry.file("usr/bin/set-user-id", 0).withMode(04755).withOwner(0, 7), new byte[0]);
    tar.write(
        TarEntry.file("usr/share/naïve name, with spaces", 1)
            .withXattr("user.note", "kept".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
        new byte[] {7});
    // The uppermost attributes of a folder count, and a link replaces a folder.
    tar.write(TarEntry.directory("usr/share/private").withMode(0700).withOwner(5, 6));
    tar.write(TarEntry.symlink("home", "var/home"));
    file(tar, "usr/share/changed/.wh..wh..opq", "");
    file(tar, "usr/share/changed/new", "upper");
    file(tar, "etc/.wh.motd", "");
    tar.write(TarEntry.directory("tmp").withMode(01777));
  }

  private static void own(TarWriter tar, String version) throws IOException {
    file(tar, "usr/share/version", version);
    file(tar, "usr/share/.wh.gone", "");
    file(tar, "etc/version.conf", version);
    file(tar, "usr/lib/bootc/kargs.d/10-test.toml", "kargs = [\"test.version=" + version + "\"]\n");
  }
}
