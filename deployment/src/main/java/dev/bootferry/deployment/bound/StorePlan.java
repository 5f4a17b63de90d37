package dev.bootferry.deployment.bound;

import dev.bootferry.images.set.SetImage;
import dev.bootferry.images.storage.StoredImage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where the bound images of a new deployment go.
 *
 * @param location the store that the deployment will use
 * @param from the store that the running deployment uses, whose layers are shared
 * @param missing images that the store at {@code location} does not have yet
 * @param shared images that a store of its own takes over from {@code from}
 * @param conflicts names under which deployments need different images
 */
public record StorePlan(
    StoreLocation location,
    StoreLocation from,
    List<SetImage> missing,
    List<SetImage> shared,
    List<String> conflicts) {
  public StorePlan {
    missing = List.copyOf(missing);
    shared = List.copyOf(shared);
    conflicts = List.copyOf(conflicts);
  }

  /** Compressed bytes that are read for what is missing. */
  public long missingBytes() {
    return missing.stream().mapToLong(SetImage::layerBytes).sum();
  }

  /** Whether the store has everything already. */
  public boolean isComplete() {
    return missing.isEmpty() && shared.isEmpty();
  }

  /**
   * Plans. Images are simply added to the store that is in use, and only where a name there stands
   * for another image that some deployment needs does the new one get a store of its own.
   *
   * @param from the store of the deployment that is upgraded
   * @param images what that store has
   * @param bound what the new deployment needs
   * @param neededThere names that deployments with that store need, staged ones included
   * @param ownImages what a store has, by its location; asked for one other store at most
   */
  public static StorePlan of(
      StoreLocation from,
      List<StoredImage> images,
      List<SetImage> bound,
      Set<String> neededThere,
      java.util.function.Function<StoreLocation, List<StoredImage>> ownImages) {
    List<String> conflicts = new ArrayList<>();
    for (SetImage image : bound) {
      boolean other =
          images.stream()
              .anyMatch(i ->
                  i.names().contains(image.reference()) && !i.id().equals(BoundStore.id(image)));
      if (other && neededThere.contains(image.reference())) {
        conflicts.add(image.reference());
      }
    }
    if (conflicts.isEmpty()) {
      return new StorePlan(from, from, missing(bound, images), List.of(), conflicts);
    }
    StoreLocation own = StoreLocation.own(id(bound));
    List<SetImage> missing = new ArrayList<>();
    List<SetImage> shared = new ArrayList<>();
    for (SetImage image : missing(bound, ownImages.apply(own))) {
      boolean known = images.stream().anyMatch(i -> i.id().equals(BoundStore.id(image)));
      (known ? shared : missing).add(image);
    }
    return new StorePlan(own, from, missing, shared, conflicts);
  }

  private static List<SetImage> missing(List<SetImage> bound, List<StoredImage> images) {
    return bound.stream()
        .filter(image ->
            images.stream()
                .noneMatch(i ->
                    i.names().contains(image.reference()) && i.id().equals(BoundStore.id(image))))
        .toList();
  }

  /** The same images under the same names have the same store, however often it is planned. */
  private static String id(List<SetImage> bound) {
    Map<String, String> byName = new TreeMap<>();
    bound.forEach(image -> byName.put(image.reference(), BoundStore.id(image)));
    StringBuilder text = new StringBuilder();
    byName.forEach((name, id) -> text.append(name).append(' ').append(id).append('\n'));
    return dev.bootferry.core.Digest.sha256(text.toString().getBytes(StandardCharsets.UTF_8))
        .hex()
        .substring(0, 16);
  }
}
