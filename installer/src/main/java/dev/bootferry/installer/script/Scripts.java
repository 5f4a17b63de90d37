package dev.bootferry.installer.script;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Programs of the user's that run around an installation, as root.
 *
 * @param before runs when everything was checked and before the first write; a failure stops all
 * @param after runs when the new system is complete and mounted, before it is read back
 * @param limit after which each is ended and counts as failed
 */
public record Scripts(Optional<Path> before, Optional<Path> after, Duration limit) {
  public static final Duration DEFAULT_LIMIT = Duration.ofMinutes(5);

  public static final Scripts NONE = new Scripts(Optional.empty(), Optional.empty(), DEFAULT_LIMIT);
}
