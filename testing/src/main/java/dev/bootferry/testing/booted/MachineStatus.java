package dev.bootferry.testing.booted;

import dev.bootferry.core.data.JsonValue.JsonObject;
import dev.bootferry.core.data.JsonValue.JsonString;
import java.util.List;

/**
 * The Host document, as {@code status --json} prints it, by what tests ask of it. Deployments are
 * called {@code staged}, {@code booted} and {@code rollback}.
 */
public record MachineStatus(JsonObject status) {
  /** Whether there is such a deployment. */
  public boolean has(String which) {
    return status.get(which).filter(JsonObject.class::isInstance).isPresent();
  }

  /** The version of an image, by its label. */
  public String version(String which) {
    return image(which).string("version").orElse("none");
  }

  /** The digest of an image. */
  public String digest(String which) {
    return image(which).string("imageDigest").orElse("none");
  }

  /** The bound images with all that is said of them. */
  public List<JsonObject> bound(String which) {
    return status.object(which).object("bootferry").array("boundImages").stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  /** The kernel arguments but {@code ostree=}. */
  public List<String> kargs(String which) {
    return status.object(which).object("bootferry").array("kargs").stream()
        .map(karg -> ((JsonString) karg).value())
        .toList();
  }

  /** Whether all bound images are in the store, and there are any. */
  public boolean isWhole(String which) {
    return !bound(which).isEmpty() && bound(which).stream().allMatch(i -> i.isTrue("present"));
  }

  /** The id of a bound image in the deployment's store. */
  public String id(String which, String image) {
    return bound(which).stream()
        .filter(i -> i.string("image").filter(image::equals).isPresent())
        .findFirst()
        .flatMap(i -> i.string("id"))
        .orElse("missing");
  }

  private JsonObject image(String which) {
    return status.object(which).object("image");
  }
}
