package dev.bootferry.bootloader.entries;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The argument {@code ostree=}, by which a boot entry names its deployment.
 *
 * @param bootVersion 0 or 1: the half that {@code /ostree/boot.N} belongs to
 * @param bootChecksum over kernel and initramfs, 64 hexadecimal characters
 * @param index among the deployments that share that checksum
 */
public record OstreeTarget(int bootVersion, String stateroot, String bootChecksum, int index) {
  private static final Pattern VALUE =
      Pattern.compile("/ostree/boot\\.([01])/([^/]+)/([0-9a-f]{64})/([0-9]{1,9})");

  /** The link to the deployment, relative to the physical root. */
  public String path() {
    return "ostree/boot." + bootVersion + "/" + stateroot + "/" + bootChecksum + "/" + index;
  }

  /** Empty when the value is not one of libostree's. */
  static Optional<OstreeTarget> parse(String value) {
    Matcher matcher = VALUE.matcher(value);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new OstreeTarget(
            Integer.parseInt(matcher.group(1)),
            matcher.group(2),
            matcher.group(3),
            Integer.parseInt(matcher.group(4))));
  }
}
