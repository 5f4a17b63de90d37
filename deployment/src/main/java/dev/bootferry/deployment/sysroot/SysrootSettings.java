package dev.bootferry.deployment.sysroot;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How a sysroot is made.
 *
 * @param stateroot usually {@code default}
 * @param bootloader what ostree itself does about the boot loader: {@code none} writes boot entries
 *     only; {@code aboot} for images with such a file beside their kernel
 * @param configuration more keys of the repository's configuration, as {@code group.key}
 */
public record SysrootSettings(
    String stateroot, String bootloader, Map<String, String> configuration) {
  private static final Pattern STATEROOT = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}");

  public SysrootSettings {
    configuration = Map.copyOf(configuration);
    if (!STATEROOT.matcher(stateroot).matches()) {
      throw new IllegalArgumentException("not a name for a stateroot: " + stateroot);
    }
    if (configuration.keySet().stream().anyMatch(key -> key.indexOf('.') <= 0)) {
      throw new IllegalArgumentException("not keys of the form group.key: " + configuration);
    }
  }

  public static SysrootSettings of(String stateroot) {
    return new SysrootSettings(stateroot, "none", Map.of());
  }

  /** With {@code bls-append-except-default} of the install configuration. */
  public SysrootSettings withConfiguration(String key, String value) {
    Map<String, String> all = new TreeMap<>(configuration);
    all.put(key, value);
    return new SysrootSettings(stateroot, bootloader, all);
  }
}
