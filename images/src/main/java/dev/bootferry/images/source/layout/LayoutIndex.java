package dev.bootferry.images.source.layout;

import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.layout.LayoutPaths;
import dev.bootferry.images.model.Descriptor;
import dev.bootferry.images.model.ImageIndex;
import dev.bootferry.images.model.MediaTypes;
import dev.bootferry.images.model.RawManifest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the index.json of a layout names, and which of it a user means.
 *
 * @param name of the layout, with its transport
 * @param images in the order of index.json; what is no image is left out
 */
record LayoutIndex(String name, List<Descriptor> images) {
  private static final String REF_NAME = "org.opencontainers.image.ref.name";

  /** More names are of no use in a message. */
  private static final int SHOWN = 20;

  LayoutIndex {
    images = List.copyOf(images);
  }

  static LayoutIndex parse(String name, byte[] bytes) {
    RawManifest raw = new RawManifest(MediaTypes.OCI_INDEX, bytes);
    return new LayoutIndex(
        name, ImageIndex.parse(raw, LayoutPaths.INDEX + " of " + name).manifests());
  }

  /**
   * The image of that name, the one at place N for {@code @N}, or the only one.
   *
   * @throws ProblemException {@code reference-unknown}, with what there is
   */
  Descriptor choose(Optional<String> ref) {
    if (ref.isEmpty()) {
      return only(
          images,
          "it holds " + images.size() + " images",
          "Name one of them after the path and a colon: ");
    }
    String wanted = ref.get();
    if (wanted.matches("@[0-9]{1,6}")) {
      int place = Integer.parseInt(wanted.substring(1));
      if (place < images.size()) {
        return images.get(place);
      }
      throw unknown("it holds " + images.size() + " images", "They are: ");
    }
    List<Descriptor> named =
        images.stream()
            .filter(d -> wanted.equals(d.annotations().get(REF_NAME)))
            .collect(Collectors.toList());
    if (named.isEmpty()) {
      throw unknown("it holds no image named '" + wanted + "'", "It holds: ");
    }
    boolean same = named.stream().map(Descriptor::digest).distinct().count() == 1;
    return same
        ? named.getFirst()
        : only(
            named,
            named.size() + " different images in it are named '" + wanted + "'",
            "Name the one you mean by its place: ");
  }

  private Descriptor only(List<Descriptor> candidates, String why, String fix) {
    if (candidates.size() == 1) {
      return candidates.getFirst();
    }
    throw unknown(why, fix);
  }

  private ProblemException unknown(String why, String fix) {
    String list =
        images.stream().limit(SHOWN).map(this::describe).collect(Collectors.joining(", "));
    return new Problem(
            ImagesProblem.REFERENCE_UNKNOWN,
            "choose an image of " + name,
            why,
            images.isEmpty()
                ? "Check that it is the right place: there is no image in it at all."
                : fix + list + (images.size() > SHOWN ? ", ..." : "") + ".")
        .exception();
  }

  private String describe(Descriptor image) {
    String place = "@" + images.indexOf(image);
    String named = image.annotations().get(REF_NAME);
    return named == null
        ? place
        : named + " (" + place + image.platform().map(p -> ", " + p).orElse("") + ")";
  }
}
