package dev.bootferry.images.opening;

import dev.bootferry.core.Digest;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.core.problem.ProblemException;
import dev.bootferry.images.ImagesProblem;
import dev.bootferry.images.bound.BoundImages;
import dev.bootferry.images.bound.BoundUnit;
import dev.bootferry.images.model.Platform;
import dev.bootferry.images.reference.ImageName;
import dev.bootferry.images.reference.SourceReference;
import dev.bootferry.images.set.Role;
import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.source.ImageSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The bound images of a base, opened where the base came from: from the registries that their
 * references name, from the same storage, from the same layout. Those that are missing are told of
 * all at once.
 */
public final class BoundSources implements AutoCloseable {
  private final Map<SetImage, ImageSource> sources = new LinkedHashMap<>();

  private BoundSources() {}

  /**
   * Opens and pins every image that the base binds.
   *
   * @param base where the base was read from
   * @throws ProblemException {@code bound-unit-invalid}, naming every reference that is none, and
   *     {@code bound-images-missing}, naming every image that is not there, each with the units
   *     that bind it; {@code bound-digest-lost}; else the problem of the first that fails
   */
  public static BoundSources open(
      SourceReference base, BoundImages bound, SourceOpener opener, Platform platform)
      throws IOException {
    return open(base, bound, opener, platform, false);
  }

  /**
   * The same for images that go from one container storage into another, which honours a digest by
   * the record of what the image was pulled as: see {@link PulledRecord}.
   */
  static BoundSources openForStore(
      SourceReference base, BoundImages bound, SourceOpener opener, Platform platform)
      throws IOException {
    return open(base, bound, opener, platform, true);
  }

  private static BoundSources open(
      SourceReference base,
      BoundImages bound,
      SourceOpener opener,
      Platform platform,
      boolean recordSuffices)
      throws IOException {
    BoundSources sources = new BoundSources();
    try {
      sources.openAll(base, bound, opener, platform, recordSuffices);
      return sources;
    } catch (IOException | RuntimeException e) {
      sources.close();
      throw e;
    }
  }

  private void openAll(
      SourceReference base,
      BoundImages bound,
      SourceOpener opener,
      Platform platform,
      boolean recordSuffices)
      throws IOException {
    List<String> missing = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    List<String> nonsense = new ArrayList<>();
    for (String reference : bound.references()) {
      String units = units(bound, reference);
      try {
        ImageSource source = opener.open(BoundReference.at(base, reference));
        SetImage image = pin(source, reference, platform);
        sources.put(image, source);
        boolean kept = recordSuffices && PulledRecord.of(image, source).isPresent();
        if (!kept && !honoursDigest(image)) {
          lost.add(reference + " (" + units + ")");
        }
      } catch (ProblemException e) {
        String told = reference + " (" + units + "): " + e.problem().why();
        if (e.problem().code() == ImagesProblem.REFERENCE_INVALID) {
          nonsense.add(told);
        } else if (isMissing(e)) {
          missing.add(told);
        } else {
          throw named(e, reference, units);
        }
      }
    }
    refuseNonsense(base, nonsense);
    refuse(base, missing, lost);
  }

  /** The image is at fault, not the command line: a unit says what no name of an image can be. */
  private static void refuseNonsense(SourceReference base, List<String> nonsense) {
    if (!nonsense.isEmpty()) {
      throw new Problem(
              ImagesProblem.BOUND_UNIT_INVALID,
              "read the names of the images that " + base.text() + " binds",
              String.join("; ", nonsense),
              "Write them in the units as HOST[:PORT]/PATH[:TAG] or HOST[:PORT]/PATH@DIGEST.")
          .exception();
    }
  }

  private static SetImage pin(ImageSource source, String reference, Platform platform)
      throws IOException {
    try {
      return ImageResolver.resolve(source, Role.BOUND, reference, platform);
    } catch (IOException | RuntimeException e) {
      source.close();
      throw e;
    }
  }

  private static boolean isMissing(ProblemException e) {
    return e.problem().code() == ImagesProblem.REFERENCE_UNKNOWN
        || e.problem().code() == ImagesProblem.SOURCE_NOT_FOUND;
  }

  /** Whether the image is the one that its reference's digest names, when it has one. */
  private static boolean honoursDigest(SetImage image) {
    Optional<Digest> digest = ImageName.parse(image.reference()).digest();
    return digest.isEmpty() || PulledRecord.isOwn(image, digest.get());
  }

  private static String units(BoundImages bound, String reference) {
    return bound.binding(reference).stream()
        .map(BoundUnit::where)
        .collect(Collectors.joining("; "));
  }

  private static ProblemException named(ProblemException e, String reference, String units) {
    Problem problem = e.problem();
    return new Problem(
            problem.code(),
            "open bound image " + reference + " (" + units + ")",
            "could not " + problem.what() + ": " + problem.why(),
            problem.fix())
        .exception(e);
  }

  private static void refuse(SourceReference base, List<String> missing, List<String> lost) {
    if (!missing.isEmpty()) {
      throw new Problem(
              ImagesProblem.BOUND_IMAGES_MISSING,
              "open the images that " + base.text() + " binds",
              String.join("; ", missing),
              BoundReference.howToBring(base))
          .exception();
    }
    if (!lost.isEmpty()) {
      throw new Problem(
              ImagesProblem.BOUND_DIGEST_LOST,
              "honour the digests by which " + base.text() + " binds images",
              "a container storage keeps layers unpacked, so that the manifest with that digest"
                  + " cannot be made again: "
                  + String.join("; ", lost),
              "Take the set from the registry (docker://), where digests are kept; or let the units"
                  + " name these images by tag.")
          .exception();
    }
  }

  /** In the order of the references' bytes. */
  public List<SetImage> images() {
    return List.copyOf(sources.keySet());
  }

  /** Where one of {@link #images} is read from. */
  public ImageSource source(SetImage image) {
    ImageSource source = sources.get(image);
    if (source == null) {
      throw new IllegalArgumentException("not an image of this set: " + image.reference());
    }
    return source;
  }

  @Override
  public void close() throws IOException {
    for (ImageSource source : sources.values()) {
      source.close();
    }
  }
}
