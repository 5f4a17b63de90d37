package dev.bootferry.installer.journal;

import dev.bootferry.core.data.Json;
import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.io.AtomicFile;
import dev.bootferry.core.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * In which step an installation is: a small file that is there while it runs, and afterwards when
 * it was stopped. Every installation begins clean; this only lets it say so.
 *
 * @param file named after the target's identity
 */
public record RunJournal(Path file) {
  /** Forgotten when the machine restarts: then nothing is under way any more. */
  public static final Path FOLDER = Path.of("/run/bootferry/install");

  /**
   * An installation that did not come to its end.
   *
   * @param image what was to be installed
   * @param step in which it was, as something to do
   */
  public record Stopped(String image, String step) {
    /** For people. */
    public String text() {
      return "an earlier installation of %s here was stopped at the step \"%s\"; beginning again"
          .formatted(image, step);
    }
  }

  /** What an earlier run left; a file that cannot be read tells nothing. */
  public Optional<Stopped> stopped() {
    try {
      JsonObject json = Json.readObject(Files.readAllBytes(file), file.toString());
      return json.string("image")
          .flatMap(image -> json.string("step").map(step -> new Stopped(image, step)));
    } catch (IOException | ProblemException e) {
      return Optional.empty();
    }
  }

  /** Notes that this step begins. */
  public void enter(String image, String step) throws IOException {
    Path _ = Files.createDirectories(file.toAbsolutePath().resolveSibling("."));
    AtomicFile.write(
        file, Json.write(JsonValue.object().put("image", image).put("step", step).build()));
  }

  /** Notes that all is done. */
  public void end() throws IOException {
    boolean _ = Files.deleteIfExists(file);
  }
}
