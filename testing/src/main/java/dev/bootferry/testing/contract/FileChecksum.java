package dev.bootferry.testing.contract;

import dev.bootferry.core.Digest;
import dev.bootferry.deployment.variant.Variant;
import dev.bootferry.deployment.variant.VariantWriter;
import dev.bootferry.linux.files.Directory;
import dev.bootferry.linux.files.FileStatus;
import dev.bootferry.linux.files.InputFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** The checksum of a file object, computed from nothing but ostree's description of it. */
final class FileChecksum {
  private static final int REGULAR = 0100000;
  private static final int SYMLINK = 0120000;

  private FileChecksum() {}

  /** Of a file on this machine. */
  static String of(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    try (Directory parent = Directory.open(Repository.folder(file))) {
      FileStatus status = parent.status(name).orElseThrow();
      SortedMap<String, byte[]> xattrs = parent.xattrs(name);
      if (status.isSymlink()) {
        return symlink(status.uid(), status.gid(), parent.readSymlink(name), xattrs);
      }
      try (InputFile content = parent.openFile(name)) {
        return regular(status.uid(), status.gid(), status.mode(), xattrs, content.stream());
      }
    }
  }

  static String regular(
      long uid, long gid, int mode, Map<String, byte[]> xattrs, InputStream content)
      throws IOException {
    MessageDigest computation = header(uid, gid, REGULAR | mode, "", xattrs);
    byte[] buffer = new byte[1 << 16];
    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
      computation.update(buffer, 0, read);
    }
    return HexFormat.of().formatHex(computation.digest());
  }

  static String symlink(long uid, long gid, String target, Map<String, byte[]> xattrs) {
    return HexFormat.of().formatHex(header(uid, gid, SYMLINK | 0777, target, xattrs).digest());
  }

  private static MessageDigest header(
      long uid, long gid, int mode, String target, Map<String, byte[]> xattrs) {
    List<Variant> attributes = new ArrayList<>();
    new java.util.TreeMap<>(xattrs)
        .forEach((name, value) ->
            attributes.add(
                Variant.Fields.of(
                    new Variant.Bytes((name + "\0").getBytes(StandardCharsets.UTF_8)),
                    new Variant.Bytes(value))));
    byte[] header =
        VariantWriter.write(
            "(uuuusa(ayay))",
            Variant.Fields.of(
                new Variant.Number32((int) uid),
                new Variant.Number32((int) gid),
                new Variant.Number32(mode),
                new Variant.Number32(0),
                new Variant.Text(target),
                new Variant.Items(attributes)));
    MessageDigest computation = Digest.newSha256();
    computation.update(ByteBuffer.allocate(8).putInt(header.length).putInt(0).array());
    computation.update(header);
    return computation;
  }
}
