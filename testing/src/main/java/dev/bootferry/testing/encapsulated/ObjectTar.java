package dev.bootferry.testing.encapsulated;

import dev.bootferry.core.Digest;
import dev.bootferry.deployment.objects.Checksum;
import dev.bootferry.deployment.objects.DirMeta;
import dev.bootferry.deployment.objects.ObjectType;
import dev.bootferry.deployment.variant.Variant;
import dev.bootferry.deployment.variant.VariantWriter;
import dev.bootferry.images.tar.TarEntry;
import dev.bootferry.images.tar.TarWriter;
import dev.bootferry.linux.files.Directory;
import dev.bootferry.linux.files.FileStatus;
import dev.bootferry.linux.files.InputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** Writes the entries of one layer of an encapsulated commit. */
final class ObjectTar {
  private static final String REPOSITORY = "sysroot/ostree/repo";
  private static final String CONFIG = "[core]\nrepo_version=1\nmode=bare-split-xattrs\n";

  /** How extended attributes are split off; all three are in use. */
  enum Split {
    /** Format 1: kept once, and linked to before each file. */
    LINKED,
    /** Format 1: anew before each file. */
    REPEATED,
    /** Format 0: kept once in a folder of their own. */
    OLD
  }

  private final BareRepository repository;
  private final TarWriter tar;
  private final Split split;
  private final Set<String> written = new HashSet<>();

  ObjectTar(BareRepository repository, TarWriter tar, Split split) {
    this.repository = repository;
    this.tar = tar;
    this.split = split;
  }

  /** The folders of a repository, and what says of which kind it is. */
  void repositoryFolders() throws IOException {
    List<String> folders = new ArrayList<>(List.of("sysroot", "sysroot/ostree", REPOSITORY));
    folders.add(REPOSITORY + "/objects");
    for (int i = 0; i < 256; i++) {
      folders.add(String.format("%s/objects/%02x", REPOSITORY, i));
    }
    for (String name : List.of("extensions", "refs", "refs/heads", "state", "tmp", "tmp/cache")) {
      folders.add(REPOSITORY + "/" + name);
    }
    for (String folder : folders) {
      tar.write(TarEntry.directory(folder));
    }
    plain(REPOSITORY + "/config", CONFIG.getBytes(StandardCharsets.US_ASCII));
  }

  void metadata(ObjectType type, Checksum checksum) throws IOException {
    String path = path(checksum, type.suffix());
    if (written.add(path)) {
      plain(path, repository.bytes(type, checksum));
    }
  }

  void detached() throws IOException {
    plain(path(repository.commit(), "commitmeta"), repository.detached());
  }

  /** A folder as the system has it. */
  void folder(String path, Checksum meta) throws IOException {
    DirMeta of = DirMeta.parse(repository.bytes(ObjectType.DIR_META, meta));
    tar.write(TarEntry.directory(path).withMode(of.mode()).withOwner(of.uid(), of.gid()));
  }

  /** A file object, and its names in the system. */
  void file(Checksum checksum, List<String> names) throws IOException {
    Path object = repository.objects().path(ObjectType.FILE, checksum);
    String objectName = String.valueOf(object.getFileName());
    String place = path(checksum, "file");
    try (Directory folder = Directory.open(java.util.Objects.requireNonNull(object.getParent()))) {
      FileStatus status = folder.status(objectName).orElseThrow();
      SortedMap<String, byte[]> xattrs = folder.xattrs(objectName);
      attributes(checksum, xattrs);
      TarEntry entry =
          status.isSymlink()
              ? TarEntry.symlink(place, folder.readSymlink(objectName))
              : TarEntry.file(place, status.size()).withMode(status.mode());
      entry = entry.withOwner(status.uid(), status.gid());
      for (Map.Entry<String, byte[]> xattr : xattrs.entrySet()) {
        // For container engines; the label is of no use to them.
        if (!xattr.getKey().equals("security.selinux")) {
          entry = entry.withXattr(xattr.getKey(), xattr.getValue());
        }
      }
      if (status.isSymlink()) {
        tar.write(entry);
      } else {
        try (InputFile content = folder.openFile(objectName)) {
          tar.write(entry, content.stream());
        }
      }
      boolean empty = status.isRegular() && status.size() == 0;
      for (String name : names) {
        // Builds on top would change the common object of all empty files, so they are apart.
        tar.write(
            empty
                ? entry.withPath(dev.bootferry.images.tar.TarName.of(name))
                : TarEntry.hardLink(name, place).withMode(entry.mode()));
      }
    }
  }

  private void attributes(Checksum file, Map<String, byte[]> xattrs) throws IOException {
    byte[] bytes = bytes(xattrs);
    Checksum checksum = new Checksum(Digest.sha256(bytes).hex());
    switch (split) {
      case REPEATED -> plain(path(file, "file-xattrs-link"), bytes);
      case LINKED -> {
        String kept = path(checksum, "file-xattrs");
        if (written.add(kept)) {
          plain(kept, bytes);
        }
        tar.write(TarEntry.hardLink(path(file, "file-xattrs-link"), kept));
      }
      case OLD -> {
        String kept = REPOSITORY + "/xattrs/" + checksum;
        if (written.add(kept)) {
          plain(kept, bytes);
        }
        tar.write(TarEntry.hardLink(path(file, "file.xattrs"), kept));
      }
    }
  }

  private static byte[] bytes(Map<String, byte[]> xattrs) {
    List<Variant> items = new ArrayList<>();
    xattrs.forEach((name, value) ->
        items.add(
            Variant.Fields.of(
                new Variant.Bytes((name + "\0").getBytes(StandardCharsets.UTF_8)),
                new Variant.Bytes(value))));
    return VariantWriter.write("a(ayay)", new Variant.Items(items));
  }

  private void plain(String path, byte[] content) throws IOException {
    tar.write(TarEntry.file(path, content.length), content);
  }

  static String path(Checksum checksum, String suffix) {
    String hex = checksum.hex();
    return REPOSITORY + "/objects/" + hex.substring(0, 2) + "/" + hex.substring(2) + "." + suffix;
  }
}
