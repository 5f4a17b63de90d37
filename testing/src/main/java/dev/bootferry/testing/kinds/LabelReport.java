package dev.bootferry.testing.kinds;

import dev.bootferry.linux.files.Directory;
import dev.bootferry.linux.process.Command;
import dev.bootferry.linux.process.CommandRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compares SELinux labels with those that the installed system's own policy gives, as its {@code
 * matchpathcon} says.
 */
public final class LabelReport {
  private static final String SCRIPT =
      """
      for d in proc sys dev; do mount --rbind "/$d" "$1/$d"; done
      case $3 in
        var*) mount -t tmpfs tmpfs "$1/var"; mkdir -p "$1/$3"; mount --bind "$2" "$1/$3" ;;
      esac
      exec chroot "$1" xargs -0 matchpathcon -n
      """;

  /** Paths for one run of the program; it is asked of their kind by name only. */
  private static final int BATCH = 4000;

  private final CommandRunner commands;
  private final Path physical;
  private final Path deployment;

  /** Prepares. */
  public LabelReport(CommandRunner commands, Path physical, Path deployment) {
    this.commands = commands;
    this.physical = physical;
    this.deployment = deployment;
  }

  /** The label of one file. */
  public String label(Path file) throws IOException {
    try (Directory folder = Directory.open(java.util.Objects.requireNonNull(file.getParent()))) {
      byte[] value = folder.xattrs(String.valueOf(file.getFileName())).get("security.selinux");
      return value == null
          ? "none"
          : new String(value, StandardCharsets.UTF_8).replaceAll("\0$", "");
    }
  }

  /** Of a folder of the deployment. */
  public List<String> differences(String folder) throws IOException {
    return differencesOf(deployment.resolve(folder), folder);
  }

  /**
   * Of a folder, labelled as if it were elsewhere.
   *
   * @param as path in the running system, without a leading slash
   */
  public List<String> differencesOf(Path folder, String as) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.sorted().toList();
    }
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < files.size(); i += BATCH) {
      compare(files.subList(i, Math.min(files.size(), i + BATCH)), folder, as, wrong);
    }
    return wrong.subList(0, Math.min(wrong.size(), 20));
  }

  private void compare(List<Path> files, Path folder, String as, List<String> wrong)
      throws IOException {
    StringBuilder names = new StringBuilder();
    for (Path file : files) {
      names.append(inSystem(file, folder, as)).append('\0');
    }
    List<String> expected =
        commands
            .run(
                Command.of(
                        "unshare",
                        "--mount",
                        "--propagation",
                        "private",
                        "--",
                        "sh",
                        "-euc",
                        SCRIPT,
                        "labels",
                        deployment.toString(),
                        folder.toString(),
                        as)
                    .withInput(names.toString().getBytes(StandardCharsets.UTF_8)))
            .text()
            .lines()
            .toList();
    if (expected.size() != files.size()) {
      throw new AssertionError(expected.size() + " answers for " + files.size() + " files");
    }
    for (int i = 0; i < files.size(); i++) {
      String found = label(files.get(i));
      // Where the policy has no label, the file may have any, also none.
      if (!expected.get(i).equals("<<none>>") && !expected.get(i).equals(found)) {
        wrong.add(physical.relativize(files.get(i)) + ": " + found + ", not " + expected.get(i));
      }
    }
  }

  private static String inSystem(Path file, Path folder, String as) {
    String relative = folder.relativize(file).toString();
    return relative.isEmpty() ? "/" + as : "/" + as + "/" + relative;
  }
}
