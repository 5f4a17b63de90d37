package dev.bootferry.cli.terminal;

import dev.bootferry.linux.session.TerminalSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The terminal of this process. A descriptor is a terminal when the kernel says that it leads to a
 * terminal's device; that costs one readlink, where isatty would cost the start of the foreign
 * function interface even for {@code --help}.
 */
final class ProcessTerminal implements Terminal {
  private static final Pattern DEVICE = Pattern.compile("/dev/(pts/\\d+|tty\\w*|console|hvc\\d+)");

  @Override
  public boolean isInput() {
    return isTerminal(0);
  }

  @Override
  public boolean isOutput() {
    return isTerminal(1);
  }

  @Override
  public boolean isError() {
    return isTerminal(2);
  }

  @Override
  public int columns() {
    return TerminalSize.columns(descriptor(2)).orElse(DEFAULT_COLUMNS);
  }

  private static boolean isTerminal(int descriptor) {
    try {
      Path target = Files.readSymbolicLink(descriptor(descriptor));
      return DEVICE.matcher(target.toString()).matches();
    } catch (IOException e) {
      return false;
    }
  }

  private static Path descriptor(int number) {
    return Path.of("/proc/self/fd", Integer.toString(number));
  }
}
