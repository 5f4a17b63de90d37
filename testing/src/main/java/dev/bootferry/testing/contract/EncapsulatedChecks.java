package dev.bootferry.testing.contract;

import dev.bootferry.core.Digest;
import dev.bootferry.core.io.ByteCounter;
import dev.bootferry.deployment.imports.ContainerRefs;
import dev.bootferry.deployment.objects.Checksum;
import dev.bootferry.deployment.objects.CommitObject;
import dev.bootferry.deployment.objects.DirTree;
import dev.bootferry.images.layer.LayerStream;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.tar.TarEntry;
import dev.bootferry.images.tar.TarReader;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The layers of an encapsulated commit: the first is that commit, the others keep its objects. */
final class EncapsulatedChecks {
  private static final Pattern OBJECT =
      Pattern.compile("sysroot/ostree/repo/objects/(..)/([0-9a-f]{62})\\.(file|commit)");

  private EncapsulatedChecks() {}

  /** How many layers are the commit; 0 when the image has none. */
  static int layers(SetImage base) {
    String label = base.config().labels().get("ostree.final-diffid");
    return label == null ? 0 : base.config().diffIds().indexOf(Digest.parse(label)) + 1;
  }

  /** The encapsulated commit. */
  static CommitObject commit(Repository repository, SetImage base) throws IOException {
    return repository.commit(
        repository.ref(ContainerRefs.layer(base.manifest().layers().getFirst().digest())));
  }

  static void run(Checks checks, Repository repository, Expected expected) {
    SetImage base = expected.set().set().base();
    for (int i = 0; i < layers(base); i++) {
      int index = i;
      checks.rule(
          "the ref of layer " + i + " keeps its objects",
          () -> {
            Checksum found =
                repository.ref(ContainerRefs.layer(base.manifest().layers().get(index).digest()));
            return index == 0
                ? first(repository, expected, found)
                : chunk(repository, expected, index, found);
          });
    }
  }

  private static Optional<String> first(Repository repository, Expected expected, Checksum found)
      throws IOException {
    Set<String> commits = objects(expected, 0, "commit");
    if (!commits.equals(Set.of(found.hex()))) {
      return Optional.of("it is " + found + ", not " + commits);
    }
    SetImage base = expected.set().set().base();
    Checksum image = repository.ref(expected.target().imageRef());
    return repository.commit(image).parent().equals(Optional.of(found))
            && repository.commit(found).equals(commit(repository, base))
        ? Optional.empty()
        : Optional.of("it is not the parent of the image's commit");
  }

  private static Optional<String> chunk(
      Repository repository, Expected expected, int index, Checksum found) throws IOException {
    CommitObject commit = repository.commit(found);
    DirTree tree = repository.objects().tree(commit.root().tree());
    boolean form =
        commit.timestamp() == 0
            && commit.metadata().isEmpty()
            && tree.directories().isEmpty()
            && tree.files().entrySet().stream()
                .allMatch(e -> e.getKey().equals(e.getValue().hex()));
    if (!form) {
      return Optional.of("it is no set of objects");
    }
    Set<String> wanted = objects(expected, index, "file");
    return wanted.equals(tree.files().keySet())
        ? Optional.empty()
        : Optional.of(
            wanted.size() + " objects are in the layer, " + tree.files().size() + " kept");
  }

  private static Set<String> objects(Expected expected, int index, String kind) throws IOException {
    SetImage base = expected.set().set().base();
    Set<String> objects = new TreeSet<>();
    try (LayerStream stream =
        LayerStream.open(
            expected.set().blobs(base),
            base.manifest().layers().get(index),
            base.config().diffIds().get(index),
            base.reference(),
            ByteCounter.NONE)) {
      TarReader tar = new TarReader(stream, stream.name());
      for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
        Matcher object = OBJECT.matcher(entry.path().text());
        if (object.matches() && object.group(3).equals(kind)) {
          objects.add(object.group(1) + object.group(2));
        }
      }
    }
    return objects;
  }
}
