package dev.bootferry.deployment.tools;

import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandResult;
import dev.bootferry.linux.process.CommandRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs programs in a root of their own: each command in mount and network namespaces that vanish
 * with it, however it ends.
 */
final class ToolRunner implements CommandRunner {
  /** What every program may expect of a system. */
  private static final List<Path> SYSTEM =
      List.of(Path.of("/proc"), Path.of("/sys"), Path.of("/dev"));

  /**
   * Arguments: the root, the number of places to show in it, these places, then the command. Fixed
   * text: nothing is ever put into it.
   */
  private static final String SCRIPT =
      """
      root=$1; count=$2; shift 2
      while [ "$count" -gt 0 ]; do
        if [ -d "$1" ]; then mkdir -p "$root$1"; else mkdir -p "$root${1%/*}"; : >> "$root$1"; fi
        mount --rbind "$1" "$root$1"
        count=$((count - 1)); shift
      done
      PATH=/usr/sbin:/usr/bin:/sbin:/bin
      exec chroot "$root" "$@"
      """;

  private final CommandRunner host;
  private final List<String> prefix;

  ToolRunner(CommandRunner host, Path root, List<Path> visible) {
    this.host = host;
    Set<Path> places = new LinkedHashSet<>(SYSTEM);
    visible.forEach(place -> places.add(place.toAbsolutePath().normalize()));
    List<String> words = new ArrayList<>();
    words.addAll(List.of("unshare", "--mount", "--propagation", "private", "--net", "--"));
    words.addAll(List.of("sh", "-euc", SCRIPT, "tools", root.toAbsolutePath().toString()));
    words.add(Integer.toString(places.size()));
    places.forEach(place -> words.add(place.toString()));
    this.prefix = List.copyOf(words);
  }

  @Override
  public CommandResult attempt(Command command) {
    return host.attempt(command.behind(prefix));
  }

  /** Names the command itself in its error, without what is put before it. */
  @Override
  public CommandResult run(Command command) {
    CommandResult result = attempt(command);
    CommandRunner known = _ -> result;
    return known.run(command);
  }
}
