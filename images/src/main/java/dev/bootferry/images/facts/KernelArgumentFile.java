package dev.bootferry.images.facts;

import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonArray;
import dev.bootferry.core.data.JsonValue.JsonString;
import dev.bootferry.core.data.Toml;
import dev.bootferry.core.problem.Problem;
import dev.bootferry.images.ImagesProblem;
import java.util.ArrayList;
import java.util.List;

/**
 * One file of {@code /usr/lib/bootc/kargs.d}, as bootc reads it.
 *
 * @param name without its folder
 * @param kargs in order
 * @param architectures the file is for, in Rust's names ({@code x86_64}); empty for all
 */
public record KernelArgumentFile(String name, List<String> kargs, List<String> architectures) {
  /** Where the files are in an image. */
  public static final String FOLDER = "usr/lib/bootc/kargs.d";

  public KernelArgumentFile {
    kargs = List.copyOf(kargs);
    architectures = List.copyOf(architectures);
  }

  /**
   * Reads one file.
   *
   * @throws dev.bootferry.core.problem.ProblemException {@code kargs-file-invalid}, {@code
   *     toml-invalid}, where bootc would refuse the image
   */
  public static KernelArgumentFile parse(String name, String text) {
    String path = "/" + FOLDER + "/" + name;
    Toml toml = Toml.read(text, path);
    for (String key : toml.values().members().keySet()) {
      if (!key.equals("kargs") && !key.equals("match-architectures")) {
        throw invalid(path, toml.line(key), "the key '" + key + "' is not known");
      }
    }
    if (!toml.values().members().containsKey("kargs")) {
      throw invalid(path, 1, "the key 'kargs' is missing");
    }
    return new KernelArgumentFile(
        name, strings(toml, path, "kargs"), strings(toml, path, "match-architectures"));
  }

  /** Whether the file is for this architecture, in Rust's spelling. */
  public boolean appliesTo(String architecture) {
    return architectures.isEmpty() || architectures.contains(architecture);
  }

  private static List<String> strings(Toml toml, String path, String key) {
    JsonValue value = toml.values().members().get(key);
    if (value == null) {
      return List.of();
    }
    List<String> result = new ArrayList<>();
    if (value instanceof JsonArray array) {
      for (JsonValue element : array.elements()) {
        if (element instanceof JsonString s) {
          result.add(s.value());
        }
      }
      if (result.size() == array.elements().size()) {
        return result;
      }
    }
    throw invalid(path, toml.line(key), "'" + key + "' must be a list of strings");
  }

  private static RuntimeException invalid(String path, int line, String why) {
    return new Problem(
            ImagesProblem.KARGS_FILE_INVALID,
            "read " + path + ", line " + line,
            why,
            "Mend the file in the image and build it again; bootc would refuse it too.")
        .exception();
  }
}
