package dev.bootferry.testing.contract;

import dev.bootferry.core.data.Json;
import dev.bootferry.deployment.imports.CommitMetadata;
import dev.bootferry.deployment.objects.CommitObject;
import dev.bootferry.deployment.variant.Variant;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.set.SetImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The merge commit and what it says of the image. */
final class CommitChecks {
  private static final Set<String> KEYS =
      Set.of(
          CommitMetadata.MANIFEST_DIGEST,
          CommitMetadata.MANIFEST,
          CommitMetadata.CONFIG,
          CommitMetadata.IMPORTER);

  private CommitChecks() {}

  static List<Check> run(Repository repository, Expected expected) throws IOException {
    Checks checks = new Checks("commit");
    SetImage base = expected.set().set().base();
    CommitObject commit = repository.commit(repository.ref(expected.target().imageRef()));
    checks.equal("its metadata are these keys", KEYS, () -> commit.metadata().keySet());
    checks.rule(
        "its metadata are texts",
        () ->
            commit.metadata().entrySet().stream()
                .filter(e -> !(e.getValue().value() instanceof Variant.Text))
                .map(e -> e.getKey())
                .findFirst());
    checks.equal(
        "it names the manifest",
        Optional.of(base.manifest().raw().digest().toString()),
        () -> commit.text(CommitMetadata.MANIFEST_DIGEST));
    checks.equal(
        "its manifest names the image's layers",
        base.manifest().layers().stream().map(Descriptor::digest).toList(),
        () ->
            CommitMetadata.of(commit).orElseThrow().layers().stream()
                .map(Descriptor::digest)
                .toList());
    checks.equal(
        "its configuration is the image's",
        base.config().labels(),
        () -> CommitMetadata.of(commit).orElseThrow().config().labels());
    for (String key : List.of(CommitMetadata.MANIFEST, CommitMetadata.CONFIG)) {
      checks.rule(
          "the JSON of " + key + " is canonical",
          () -> {
            String text = commit.text(key).orElseThrow();
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            boolean same =
                new String(Json.write(Json.read(bytes, key)), StandardCharsets.UTF_8).equals(text);
            return same ? Optional.empty() : Optional.of("it has white space or odd escapes");
          });
    }
    checks.equal("it has no subject", "", commit::subject);
    checks.equal("it has no body", "", commit::body);
    boolean encapsulated = base.config().labels().containsKey("ostree.final-diffid");
    checks.equal(
        "it has a parent only where the image encapsulates a commit",
        encapsulated,
        () -> commit.parent().isPresent());
    Optional<String> created =
        Optional.ofNullable(base.manifest().annotations().get("org.opencontainers.image.created"))
            .or(() -> base.config().created());
    if (created.isPresent()) {
      checks.equal(
          "its time is the image's",
          Math.max(0, OffsetDateTime.parse(created.get()).toEpochSecond()),
          commit::timestamp);
    }
    return checks.results();
  }
}
