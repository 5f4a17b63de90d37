package dev.bootferry.testing.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootferry.core.Digest;
import dev.bootferry.core.io.ByteCounter;
import dev.bootferry.core.progress.Progress;
import dev.bootferry.deployment.imports.ContainerRefs;
import dev.bootferry.deployment.imports.ImageImport;
import dev.bootferry.deployment.imports.ImportRequest;
import dev.bootferry.deployment.objects.Checksum;
import dev.bootferry.deployment.objects.CommitObject;
import dev.bootferry.deployment.objects.DirMeta;
import dev.bootferry.deployment.objects.DirTree;
import dev.bootferry.deployment.objects.ObjectType;
import dev.bootferry.deployment.objects.TreeRef;
import dev.bootferry.deployment.ostree.OstreeTool;
import dev.bootferry.deployment.ostree.OstreeVersion;
import dev.bootferry.deployment.sysroot.Sysroot;
import dev.bootferry.deployment.sysroot.SysrootInit;
import dev.bootferry.deployment.sysroot.SysrootSettings;
import dev.bootferry.deployment.variant.Variant;
import dev.bootferry.images.bound.BoundImages;
import dev.bootferry.images.bound.UnitReader;
import dev.bootferry.images.facts.ImageFacts;
import dev.bootferry.images.model.Platform;
import dev.bootferry.images.opening.ImageResolver;
import dev.bootferry.images.opening.LocalSources;
import dev.bootferry.images.reference.SourceReference;
import dev.bootferry.images.reference.TargetReference;
import dev.bootferry.images.set.Role;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.source.ImageSource;
import dev.bootferry.images.storage.StorageConfiguration;
import dev.bootferry.images.tree.ImageScan;
import dev.bootferry.images.tree.ImageTree;
import dev.bootferry.images.tree.TreeEntry;
import dev.bootferry.linux.files.Directory;
import dev.bootferry.linux.process.SystemCommandRunner;
import dev.bootferry.testing.install.RunFolder;
import dev.bootferry.testing.sample.SampleImages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The sample system in ostree's chunked form gives what the plain one gives. */
@Tag("system")
class EncapsulatedImportTest {
  private static final SystemCommandRunner COMMANDS = new SystemCommandRunner();

  private static Sysroot sysroot;
  private static Image plain;
  private static Image encapsulated;
  private static Checksum plainCommit;
  private static Checksum commit;

  /** An image of a layout. */
  private record Image(SetImage image, ImageSource source, ImageTree tree) {
    static Image open(Path layout, String tag) throws IOException {
      SourceReference reference = SourceReference.parse("oci:" + layout + ":" + tag);
      ImageSource source =
          new LocalSources(StorageConfiguration.ofHost(Map.of(), true)).open(reference);
      SetImage image = ImageResolver.resolve(source, Role.BASE, tag, Platform.host());
      return new Image(image, source, ImageScan.scan(image, source, 2, ByteCounter.NONE));
    }

    Checksum importTo(Sysroot sysroot) throws IOException {
      return new ImageImport(sysroot, "test")
          .run(new ImportRequest(image, source, tree, target()), Progress.NONE)
          .commit();
    }

    TargetReference target() {
      return TargetReference.registry("127.0.0.1:5000/sample/os:" + image.reference());
    }

    ImageFacts facts() {
      return ImageFacts.of(image, tree);
    }

    BoundImages bound() throws IOException {
      return BoundImages.discover(tree, UnitReader.of(tree, source, image));
    }
  }

  @BeforeAll
  static void importBoth() throws IOException {
    sysroot = newSysroot();
    encapsulated = Image.open(KindOfSet.ENCAPSULATED.layoutOfBase(), "encapsulated");
    commit = encapsulated.importTo(sysroot);
    plain = Image.open(new SampleImages(COMMANDS).layout("os-v1"), "v1");
    plainCommit = plain.importTo(sysroot);
  }

  private static Sysroot newSysroot() throws IOException {
    Sysroot created =
        Sysroot.offline(
            RunFolder.create("sysroot"), OstreeTool.probe(COMMANDS, "host").orElseThrow());
    SysrootInit.create(created, SysrootSettings.of("default"));
    return created;
  }

  @Test
  void theCommitArrivesBitForBitWithTheTreeOfThePlainImage() throws IOException {
    CommitObject merged = sysroot.objects().commit(commit);
    Checksum base = KindOfSet.encapsulated().commit();
    assertThat(merged.parent()).contains(base);
    assertThat(layer(encapsulated, 0)).isEqualTo(base);
    CommitObject encapsulatedCommit = sysroot.objects().commit(base);
    assertThat(encapsulatedCommit.subject()).isEqualTo("The sample system");
    assertThat(encapsulatedCommit.root()).isEqualTo(sysroot.objects().commit(plainCommit).root());
    assertThat(
            sysroot
                .repo("show", List.of("--print-detached-metadata-key=sample.signature", base.hex()))
                .text())
        .isEqualTo("'none'");
    sysroot.repo("fsck", List.of("--quiet"));
  }

  @Test
  void withoutLayersOnItTheImageIsTheCommitsTree() throws IOException {
    Image bare = Image.open(KindOfSet.ENCAPSULATED.layoutOfBase(), "bare");
    TreeRef root = sysroot.objects().commit(bare.importTo(sysroot)).root();
    assertThat(root).isEqualTo(sysroot.objects().commit(plainCommit).root());
  }

  @Test
  void eachChunkKeepsItsObjects() throws IOException {
    int files = 0;
    for (int i = 1; i <= 3; i++) {
      CommitObject chunk = sysroot.objects().commit(layer(encapsulated, i));
      DirTree tree = sysroot.objects().tree(chunk.root().tree());
      assertThat(chunk.timestamp()).isZero();
      assertThat(chunk.metadata()).isEmpty();
      assertThat(tree.files()).isNotEmpty().allSatisfy((n, c) -> assertThat(n).isEqualTo(c.hex()));
      files += tree.files().size();
    }
    assertThat(files).isGreaterThan(1000);
  }

  @Test
  void layersOnTheCommitChangeIt() throws IOException {
    TreeRef root = sysroot.objects().commit(commit).root();
    Map<String, Checksum> before = KindOfSet.encapsulated().files();
    UnaryOperator<String> sample = name -> "usr/share/sample/" + name;
    assertThat(find(root, sample.apply("only-in-v1"))).isEmpty();
    assertThat(find(root, sample.apply("again"))).contains(before.get(sample.apply("hard-link-a")));
    assertThat(find(root, sample.apply("with-capability-again")))
        .contains(before.get(sample.apply("with-capability")));
    assertThat(find(root, sample.apply("derived")))
        .isPresent()
        .isEqualTo(find(root, "usr/etc/sample/derived.conf"));
    Optional<Checksum> changed = find(root, sample.apply("with-attribute"));
    assertThat(changed).isPresent().isEqualTo(find(root, sample.apply("changed-too")));
    Path object = sysroot.objects().path(ObjectType.FILE, changed.orElseThrow());
    assertThat(object).hasContent("changed");
    assertThat(find(root, "sysroot/ostree/repo/config")).isEmpty();
  }

  @Test
  void whatLiesOutsideOfUsrIsDroppedWhereTheRootIsNoOverlay() throws IOException {
    Image outside = Image.open(KindOfSet.ENCAPSULATED.layoutOfBase(), "outside");
    TreeRef root = sysroot.objects().commit(outside.importTo(sysroot)).root();
    assertThat(find(root, "outside/dropped")).isEmpty();
    assertThat(find(root, "usr/share/sample/inside")).isPresent();
  }

  /** The commit below stays as it came; what is deployed has the labels of the policy on top. */
  @Test
  void aPolicyOnTopLabelsTheWholeSystem() throws IOException {
    // Of its own, so that nothing is there that could be taken over.
    Sysroot fresh = newSysroot();
    Image labelled = Image.open(KindOfSet.ENCAPSULATED.layoutOfBase(), "labelled");
    Checksum merged = labelled.importTo(fresh);
    demandSound(fresh);
    assertThat(layer(fresh, labelled, 0)).isEqualTo(KindOfSet.encapsulated().commit());
    assertThat(fresh.objects().commit(merged).parent()).contains(KindOfSet.encapsulated().commit());

    Map<String, String> labels = new TreeMap<>();
    labels(fresh, "", fresh.objects().commit(merged).root(), labels);
    assertThat(labels).hasSizeGreaterThan(1000);
    List<String> wrong =
        labels.entrySet().stream()
            .filter(e -> !e.getValue().equals(wanted(e.getKey())))
            .map(e -> e.getKey() + ": " + e.getValue())
            .limit(10)
            .toList();
    assertThat(wrong).isEmpty();
    assertThat(labels).containsKeys("usr/bin/bash", "usr/etc/sample/derived.conf");

    Map<String, String> below = new TreeMap<>();
    labels(fresh, "", fresh.objects().commit(KindOfSet.encapsulated().commit()).root(), below);
    assertThat(below.values()).containsOnly("none");
  }

  /**
   * Before, ostree itself computes a wrong checksum when it labels a file that has a user attribute
   * (ostreedev/ostree, issue 3343), as one of the sample's files has.
   */
  private static void demandSound(Sysroot sysroot) {
    if (sysroot.ostree().version().isAtLeast(new OstreeVersion(2025, 1))) {
      sysroot.repo("fsck", List.of("--quiet"));
    }
  }

  /** By the policy of the sample, which is a short one. */
  private static String wanted(String path) {
    String type = (path + "/").startsWith("usr/bin/") ? "tiny_bin_t" : "tiny_other_t";
    return "system_u:object_r:" + type + ":s0";
  }

  /** The label of everything in a tree. */
  private static void labels(Sysroot fresh, String prefix, TreeRef tree, Map<String, String> into)
      throws IOException {
    DirTree entries = fresh.objects().tree(tree.tree());
    for (Map.Entry<String, Checksum> file : entries.files().entrySet()) {
      Path object = fresh.objects().path(ObjectType.FILE, file.getValue());
      try (Directory folder = Directory.open(Objects.requireNonNull(object.getParent()))) {
        String name = String.valueOf(object.getFileName());
        into.put(prefix + file.getKey(), label(folder.xattrs(name)));
      }
    }
    for (Map.Entry<String, TreeRef> directory : entries.directories().entrySet()) {
      byte[] meta = fresh.objects().read(ObjectType.DIR_META, directory.getValue().meta());
      into.put(prefix + directory.getKey(), label(xattrs(DirMeta.parse(meta))));
      labels(fresh, prefix + directory.getKey() + "/", directory.getValue(), into);
    }
  }

  private static Map<String, byte[]> xattrs(DirMeta meta) {
    Map<String, byte[]> xattrs = new TreeMap<>();
    for (Variant pair : meta.xattrs()) {
      String name = new String(bytes(pair.elements().get(0)), StandardCharsets.UTF_8);
      xattrs.put(name.replace("\0", ""), bytes(pair.elements().get(1)));
    }
    return xattrs;
  }

  private static byte[] bytes(Variant variant) {
    return ((Variant.Bytes) variant).value();
  }

  private static String label(Map<String, byte[]> xattrs) {
    byte[] value = xattrs.get("security.selinux");
    return value == null ? "none" : new String(value, StandardCharsets.UTF_8).replace("\0", "");
  }

  @Test
  void whatIsThereIsNotImportedAgain() throws IOException {
    assertThat(
            new ImageImport(sysroot, "test")
                .plan(
                    new ImportRequest(
                        encapsulated.image(),
                        encapsulated.source(),
                        encapsulated.tree(),
                        encapsulated.target()))
                .present())
        .contains(commit);
  }

  @Test
  void theFactsAndBoundImagesAreThoseOfThePlainImage() throws IOException {
    Image bare = Image.open(KindOfSet.ENCAPSULATED.layoutOfBase(), "bare");
    assertThat(bare.bound()).isEqualTo(plain.bound());
    assertThat(bare.bound().units()).isNotEmpty();
    assertThat(bare.facts().encapsulated()).isTrue();
    assertThat(bare.facts())
        .usingRecursiveComparison()
        .ignoringFields("encapsulated")
        .isEqualTo(plain.facts());
    Set<String> wanted = new TreeSet<>(described(plain));
    Set<String> found = new TreeSet<>(described(bare));
    assertThat(wanted).hasSizeGreaterThan(1000);
    assertThat(wanted.stream().filter(e -> !found.contains(e)).limit(10)).isEmpty();
    assertThat(found.stream().filter(e -> !wanted.contains(e)).limit(10)).isEmpty();
    // Files that are alike in content, owner and mode are one object there, which counts once.
    assertThat(bare.tree().totals().fileBytes())
        .isLessThanOrEqualTo(plain.tree().totals().fileBytes())
        .isGreaterThan(plain.tree().totals().fileBytes() * 99 / 100);
  }

  private static List<String> described(Image image) {
    return image
        .tree()
        .walk("")
        .filter(EncapsulatedImportTest::isKept)
        .map(EncapsulatedImportTest::withoutLayer)
        .toList();
  }

  private static String withoutLayer(TreeEntry entry) {
    return String.join(
        " ",
        entry.path(),
        entry.type().name(),
        Long.toString(entry.size()),
        Integer.toOctalString(entry.isSymlink() ? 0777 : entry.mode()),
        entry.uid() + ":" + entry.gid(),
        entry.linkTarget(),
        entry.xattrs().toString());
  }

  /** What no encapsulated image has: a build's leftovers. */
  private static boolean isKept(TreeEntry entry) {
    String path = entry.path();
    boolean leftover = path.equals("etc/hostname") || path.equals("etc/resolv.conf");
    return !(leftover && entry.size() == 0)
        && List.of("run/", "tmp/", "proc/", "sys/", "dev/").stream().noneMatch(path::startsWith);
  }

  private static Checksum layer(Image image, int index) throws IOException {
    return layer(sysroot, image, index);
  }

  private static Checksum layer(Sysroot of, Image image, int index) throws IOException {
    Digest digest = image.image().manifest().layers().get(index).digest();
    return of.refs().find(ContainerRefs.layer(digest)).orElseThrow();
  }

  private static Optional<Checksum> find(TreeRef root, String path) throws IOException {
    TreeRef at = root;
    String[] parts = path.split("/", -1);
    for (int i = 0; i < parts.length - 1; i++) {
      at = sysroot.objects().tree(at.tree()).directories().get(parts[i]);
      if (at == null) {
        return Optional.empty();
      }
    }
    return Optional.ofNullable(
        sysroot.objects().tree(at.tree()).files().get(parts[parts.length - 1]));
  }
}
