package dev.bootferry.testing.mirror;

import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.SystemCommandRunner;
import java.util.ArrayList;
import java.util.List;

/** The real skopeo. */
final class Skopeo {
  private static final SystemCommandRunner COMMANDS = new SystemCommandRunner();

  private Skopeo() {}

  /** Copies, with digests as they are unless an option changes them. */
  static void copy(String from, String to, String... options) {
    List<String> argv = command("copy", "--quiet", "--src-tls-verify=false");
    argv.add("--dest-tls-verify=false");
    argv.addAll(List.of(options));
    argv.addAll(List.of(from, to));
    var _ = COMMANDS.run(Command.of(argv));
  }

  /** The exact bytes of the manifest or index that a name stands for. */
  static byte[] raw(String from) {
    return inspect("--raw", from);
  }

  static byte[] inspect(String... arguments) {
    List<String> argv = command("inspect", "--tls-verify=false");
    argv.addAll(List.of(arguments));
    return COMMANDS.run(Command.of(argv)).output();
  }

  private static List<String> command(String... words) {
    List<String> argv = new ArrayList<>(List.of("skopeo", "--insecure-policy"));
    argv.addAll(List.of(words));
    return argv;
  }
}
