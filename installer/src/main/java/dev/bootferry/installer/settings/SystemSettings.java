package dev.bootferry.installer.settings;

import java.util.List;
import java.util.Optional;

/**
 * All that is set on a new machine. What is empty stays as the image has it.
 *
 * @param hostName one label, or several with dots
 * @param timeZone as in {@code Europe/Zurich}
 * @param locale as in {@code de_CH.UTF-8}
 * @param keyMap of the console, as in {@code de}
 */
public record SystemSettings(
    Optional<String> hostName,
    Optional<String> timeZone,
    Optional<String> locale,
    Optional<String> keyMap,
    RootAccount root,
    List<UserAccount> users,
    List<NetworkLink> network,
    List<ExtraFile> files,
    UnitSettings units,
    UpdateSettings updates) {
  public static final SystemSettings AS_IN_IMAGE =
      new SystemSettings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          RootAccount.AS_IN_IMAGE,
          List.of(),
          List.of(),
          List.of(),
          UnitSettings.NONE,
          UpdateSettings.NONE);

  public SystemSettings {
    users = List.copyOf(users);
    network = List.copyOf(network);
    files = List.copyOf(files);
  }
}
