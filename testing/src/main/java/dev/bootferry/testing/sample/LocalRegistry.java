package dev.bootferry.testing.sample;

import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A real registry on the loopback address. The sample operating systems name their bound images at
 * port 5000, so one runs at a time.
 */
public final class LocalRegistry implements AutoCloseable {
  /** Where the sample images say that their bound images are. */
  public static final int PORT = 5000;

  private final CommandRunner commands;
  private final Path folder;

  private LocalRegistry(CommandRunner commands, Path folder) {
    this.commands = commands;
    this.folder = folder;
  }

  /** Starts it; its files go to the folder. Fails when something else has the port. */
  public static LocalRegistry start(CommandRunner commands, Path folder) {
    LocalRegistry registry = new LocalRegistry(commands, folder);
    registry.script("registry.sh", "start", folder.toString(), Integer.toString(PORT));
    return registry;
  }

  public String host() {
    return "127.0.0.1:" + PORT;
  }

  /** Pushes these versions of the sample images; {@code app:latest} is then the last one's. */
  public void publish(String... versions) {
    script("publish.sh", versions);
  }

  private void script(String name, String... arguments) {
    List<String> argv = new ArrayList<>();
    argv.add(Checkout.root().resolve("testing/sample").resolve(name).toString());
    argv.addAll(List.of(arguments));
    commands.run(Command.of(argv));
  }

  @Override
  public void close() {
    script("registry.sh", "stop", folder.toString());
  }
}
