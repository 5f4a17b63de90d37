package dev.bootferry.installer.wizard;

import java.util.List;
import java.util.Optional;

/**
 * What an image has to choose from. An empty list says that it is not known.
 *
 * @param adminGroup the group whose members may become root, such as {@code wheel}
 * @param network what sets its network up, for people; empty when nothing does
 */
public record ImageOffers(
    List<String> timeZones,
    List<String> locales,
    List<String> keyMaps,
    Optional<String> adminGroup,
    Optional<String> network) {
  public static final ImageOffers UNKNOWN =
      new ImageOffers(List.of(), List.of(), List.of(), Optional.empty(), Optional.empty());

  public ImageOffers {
    timeZones = List.copyOf(timeZones);
    locales = List.copyOf(locales);
    keyMaps = List.copyOf(keyMaps);
  }
}
