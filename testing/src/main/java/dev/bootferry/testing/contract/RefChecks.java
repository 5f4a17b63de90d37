package dev.bootferry.testing.contract;

import dev.bootferry.deployment.imports.ContainerRefs;
import dev.bootferry.deployment.objects.Checksum;
import dev.bootferry.deployment.objects.ObjectType;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.reference.OstreeRefEscape;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The refs by which images and layers are found again. */
final class RefChecks {
  private static final String DEPLOYMENT = "ostree/[01]/[01]/[0-9]+";

  private RefChecks() {}

  static List<Check> run(Repository repository, Expected expected) throws IOException {
    Checks checks = new Checks("refs");
    SortedMap<String, Checksum> refs = repository.refs();
    checks.holds(
        "the image has a ref by what the system follows",
        () -> refs.containsKey(expected.target().imageRef()));
    checks.rule(
        "every ref of an image or layer comes back as a name",
        () -> {
          for (String ref : refs.keySet()) {
            for (String prefix : List.of(ContainerRefs.IMAGES, ContainerRefs.LAYERS)) {
              if (ref.startsWith(prefix + "/")) {
                String escaped = ref.substring(prefix.length() + 1);
                if (!OstreeRefEscape.escape(OstreeRefEscape.unescape(escaped)).equals(escaped)) {
                  return Optional.of(ref);
                }
              }
            }
          }
          return Optional.empty();
        });
    for (Descriptor layer : expected.set().set().base().manifest().layers()) {
      checks.holds(
          "layer " + layer.digest().shortHex() + " has a ref",
          () -> refs.containsKey(ContainerRefs.layer(layer.digest())));
    }
    checks.rule(
        "every ref names a commit that is there",
        () ->
            refs.entrySet().stream()
                .filter(r -> !repository.objects().has(ObjectType.COMMIT, r.getValue()))
                .map(r -> r.getKey())
                .findFirst());
    checks.holds(
        "deployments have refs of ostree's own",
        () -> refs.keySet().stream().anyMatch(ref -> ref.matches(DEPLOYMENT)));
    checks.rule(
        "there are no other refs",
        () ->
            refs.keySet().stream()
                .filter(ref -> !ref.startsWith("ostree/container/") && !ref.matches(DEPLOYMENT))
                .findFirst());
    return checks.results();
  }
}
