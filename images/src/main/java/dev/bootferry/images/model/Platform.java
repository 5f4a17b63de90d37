package dev.bootferry.images.model;

import dev.bootferry.core.data.JsonValue;
import dev.bootferry.core.data.JsonValue.JsonObject;
import java.util.Optional;

/**
 * Operating system and architecture as OCI names them (Go's GOOS and GOARCH).
 *
 * @param variant of the CPU, such as {@code v8}
 */
public record Platform(String os, String architecture, Optional<String> variant) {
  public Platform(String os, String architecture) {
    this(os, architecture, Optional.empty());
  }

  /** The platform this program runs on. */
  public static Platform host() {
    String machine = System.getProperty("os.arch", "");
    String architecture =
        switch (machine) {
          case "amd64", "x86_64" -> "amd64";
          case "aarch64" -> "arm64";
          default -> machine;
        };
    return new Platform("linux", architecture);
  }

  /** Reads {@code os/arch} or {@code os/arch/variant}. */
  public static Platform parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length < 2 || parts.length > 3 || text.contains("//") || text.endsWith("/")) {
      throw new IllegalArgumentException("not a platform such as linux/amd64: " + text);
    }
    return new Platform(
        parts[0], parts[1], parts.length == 3 ? Optional.of(parts[2]) : Optional.empty());
  }

  /** Whether an image for the other platform runs here: a missing variant fits any. */
  public boolean accepts(Platform other) {
    return os.equals(other.os)
        && architecture.equals(other.architecture)
        && (variant.isEmpty() || other.variant.isEmpty() || variant.equals(other.variant));
  }

  public JsonObject toJson() {
    JsonValue.ObjectBuilder builder =
        JsonValue.object().put("architecture", architecture).put("os", os);
    variant.ifPresent(v -> builder.put("variant", v));
    return builder.build();
  }

  static Platform fromJson(JsonObject json) {
    return new Platform(
        json.string("os").orElse(""),
        json.string("architecture").orElse(""),
        json.string("variant"));
  }

  @Override
  public String toString() {
    return os + "/" + architecture + variant.map(v -> "/" + v).orElse("");
  }
}
