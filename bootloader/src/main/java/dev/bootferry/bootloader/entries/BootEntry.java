package dev.bootferry.bootloader.entries;

import dev.bootferry.bootloader.BootloaderProblem;
import dev.bootferry.bootloader.kargs.KernelArguments;
import dev.bootferry.core.problem.Problem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One entry of the Boot Loader Specification, type 1, as libostree writes them: {@code key value}
 * lines. Unknown keys are kept.
 *
 * @param fileName within the entries folder
 * @param fields in the order of the file; of a repeated key the last counts, as in libostree
 */
public record BootEntry(String fileName, Map<String, String> fields) {
  public BootEntry {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /**
   * Reads the text of an entry file. Empty lines and those that begin with {@code #} are skipped.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code boot-entry-invalid} when a line has
   *     no value, or there is no {@code options} or {@code linux}
   */
  public static BootEntry parse(String fileName, String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String stripped = line.strip();
      if (stripped.isEmpty() || stripped.startsWith("#")) {
        continue;
      }
      String[] parts = stripped.split("[ \t]+", 2);
      if (parts.length != 2) {
        throw invalid(fileName, "line " + number + " has no value: " + stripped);
      }
      fields.put(parts[0], parts[1]);
    }
    for (String key : List.of("linux", "options")) {
      if (!fields.containsKey(key)) {
        throw invalid(fileName, "it has no line '" + key + "'");
      }
    }
    return new BootEntry(fileName, fields);
  }

  public String title() {
    return fields.getOrDefault("title", fileName);
  }

  /** Decides the order: the highest is the default. Empty where the entry has none. */
  public String version() {
    return fields.getOrDefault("version", "");
  }

  /** As spelled in the file. */
  public String options() {
    return fields.getOrDefault("options", "");
  }

  /** The kernel arguments, {@code ostree=} among them, however odd they are. */
  public List<String> arguments() {
    return KernelArguments.split(options());
  }

  /** The kernel's path, on the file system that holds the entry. */
  public String linux() {
    return fields.getOrDefault("linux", "");
  }

  public Optional<String> initrd() {
    return Optional.ofNullable(fields.get("initrd"));
  }

  /** The deployment this boots; empty for an entry that is not libostree's. */
  public Optional<OstreeTarget> target() {
    return arguments().reversed().stream()
        .filter(argument -> argument.startsWith("ostree="))
        .findFirst()
        .flatMap(argument -> OstreeTarget.parse(argument.substring("ostree=".length())));
  }

  private static RuntimeException invalid(String fileName, String why) {
    return new Problem(
            BootloaderProblem.BOOT_ENTRY_INVALID,
            "read the boot entry " + fileName,
            why,
            "Boot entries are written by ostree: let it write them anew (ostree admin deploy).")
        .exception();
  }
}
